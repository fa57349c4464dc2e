//! What stops the start, and `toolhub check`.

use super::Home;

const SECRET: &str = "hunter2-hunter2-hunter2";

#[test]
fn every_problem_is_one_line() {
    let env = [("HTTP_PORT", "eighty"), ("TOOLHUB_TOKEN", SECRET), ("TOOLHUB_CACHE_TTL", "60")];
    for args in [&[][..], &["--http"], &["call", "ping"], &["tools"], &["seed", "--orders", "1"]] {
        let errors = Home::new().run_with(&env, args).failed(1);
        assert_eq!(
            errors,
            "error: TOOLHUB_TOKEN: is not a variable of toolhub; did you mean TOOLHUB_API_TOKEN?\n\
             error: HTTP_PORT: \"eighty\" is not a whole number from 0 to 65535; \
             example: HTTP_PORT=8080\n\
             error: TOOLHUB_CACHE_TTL: \"60\" has no unit: write ms, s, m or h after the number; \
             example: TOOLHUB_CACHE_TTL=5m\n",
            "{args:?}"
        );
    }
}

#[test]
fn http_needs_a_token_or_an_explicit_none_on_loopback() {
    let home = Home::new();
    assert!(home.run(&["--http"]).failed(1).contains("TOOLHUB_API_TOKEN"));
    let open = [("TOOLHUB_AUTH", "none"), ("HTTP_HOST", "0.0.0.0")];
    assert!(home.run_with(&open, &["--http"]).failed(1).contains("loopback"));
    let both = [("TOOLHUB_AUTH", "none"), ("TOOLHUB_API_TOKEN", SECRET)];
    assert!(home.run_with(&both, &["--http"]).failed(1).contains("contradicts"));
}

#[test]
fn dotenv_in_the_working_directory_is_read() {
    let home = Home::new();
    home.write(".env", "TOOLHUB_DATA_DIR=here\n");
    home.run(&["call", "ping"]).ok();
    assert!(home.path("here/toolhub.db").exists());
}

#[test]
fn check_says_what_is_in_force_without_secrets() {
    let home = Home::new();
    home.write("token", SECRET);
    home.write(".env", "HTTP_PORT=8080\n");
    let token = home.path("token");
    let text =
        home.run_with(&[("TOOLHUB_API_TOKEN_FILE", token.to_str().unwrap())], &["check"]).ok();
    assert!(text.contains("ok    TOOLHUB_API_TOKEN from a file\n"), "{text}");
    assert!(text.contains("ok    HTTP_PORT from .env\n"), "{text}");
    assert!(text.contains("toolhub.db answers\n"), "{text}");
    assert!(text.contains("ok    it holds orders\n"), "{text}");
    assert!(!text.contains(SECRET), "{text}");
}

#[test]
fn check_fails_line_by_line() {
    let home = Home::new();
    let run = home.run_with(&[("HTTP_PORT", "x"), ("LOG_LEVEL", "loud")], &["check"]);
    assert_eq!(run.status.code(), Some(1));
    assert_eq!(run.stdout.matches("FAIL").count(), 2, "{run:?}");
}

#[test]
fn check_finds_an_unreachable_database() {
    let url = "postgres://toolhub:hunter2@127.0.0.1:1/shop";
    let run = Home::new().run_with(&[("DATABASE_URL", url)], &["check"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(run.stdout.contains("FAIL  postgresql does not answer"), "{run:?}");
    assert!(!run.stdout.contains("hunter2") && !run.stderr.contains("hunter2"), "{run:?}");
}

#[test]
fn check_finds_a_saved_query_that_would_be_refused() {
    let home = Home::new();
    let query = |name: &str, sql: &str| {
        format!("[sql.queries.{name}]\nsource = 'orders'\ndescription = 'Rows.'\nsql = '{sql}'\n")
    };
    let good = query("good", "SELECT order_id FROM orders WHERE status = :status")
        + "[sql.queries.good.params.status]\ntype = 'string'\n";
    home.write("toolhub.toml", &(good + &query("bad", "SELECT * FROM ordres")));
    let config = home.path("toolhub.toml");
    let run = home.run_with(&[("TOOLHUB_CONFIG", config.to_str().unwrap())], &["check"]);
    assert_eq!(run.status.code(), Some(1), "{run:?}");
    let failures: Vec<_> = run.stdout.lines().filter(|line| line.contains("FAIL")).collect();
    let [failure] = failures[..] else { panic!("{run:?}") };
    assert!(
        failure.starts_with("  FAIL  saved query bad: ") && failure.contains("ordres"),
        "{failure}"
    );
}

#[test]
fn check_asks_github_whether_it_accepts_the_credential() {
    let url = ("GITHUB_API_URL", "http://127.0.0.1:1");
    let home = Home::new();
    let run = home.run_with(&[("GITHUB_TOKEN", "hunter2"), url], &["check"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(run.stdout.contains("FAIL  GitHub: no connection (GET /rate_limit)"), "{run:?}");
    assert!(!run.stdout.contains("hunter2"), "{run:?}");
    assert!(home.run(&["check"]).ok().contains("GITHUB_TOKEN is not set"));
}

/// `cargo run` hands what the build script sets to the program it runs, where an
/// unknown `TOOLHUB_` name stops the start.
#[test]
fn the_build_sets_no_variable_that_looks_like_a_setting() {
    let script = include_str!("../../../build.rs");
    assert!(script.contains("cargo::rustc-env="), "another test is needed");
    assert!(!script.contains("rustc-env=TOOLHUB"), "it would break `cargo run`");
}
