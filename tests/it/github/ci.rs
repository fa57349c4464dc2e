//! `ci_status` and `explain_ci_failure`.

use serde_json::{Value, json};
use wiremock::{
    Mock, ResponseTemplate,
    matchers::{path, query_param},
};

use super::{
    Hub,
    door::refusal,
    recorded::{instead, ok, ok_and_more, parsed, recording, start},
};
use crate::support::json::text;

const HEAD: &str = "7f3c1e9ab02d4c55e86f10b7c2a9d34e5f6a7b81";

fn runs_below() -> String {
    format!("/commits/{HEAD}/check-runs")
}

async fn no_statuses(hub: &Hub) {
    let none = json!({ "state": "pending", "statuses": [], "total_count": 0 });
    instead(hub, &format!("/commits/{HEAD}/status"), ok(none)).await;
}

#[tokio::test]
async fn many_checks_come_in_pages_the_worst_first() {
    let mut hub = start().await;
    no_statuses(&hub).await;
    let check = |name: String, conclusion: &str| {
        let mut check = parsed("check_runs.json")["check_runs"][0].take();
        check["name"] = json!(name);
        check["conclusion"] = json!(conclusion);
        check
    };
    let green: Vec<Value> = (0..100).map(|at| check(format!("ok {at:03}"), "success")).collect();
    let red: Vec<Value> = (0..30).map(|at| check(format!("bad {at:03}"), "failure")).collect();
    for (page, answer) in [
        ("1", ok_and_more(json!({ "total_count": 130, "check_runs": green }))),
        ("2", ok(json!({ "total_count": 130, "check_runs": red }))),
    ] {
        Mock::given(path(format!("/repos/octo/hello{}", runs_below())))
            .and(query_param("page", page))
            .respond_with(answer)
            .with_priority(1)
            .mount(&hub.api)
            .await;
    }
    let (mut names, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let reply = hub.call("ci_status", json!({ "page_size": 20, "cursor": cursor })).await;
        let page = &reply["result"]["structuredContent"];
        assert_eq!((&page["verdict"], &page["counts"]["passed"]), (&json!("failed"), &json!(100)));
        let checks = page["checks"].as_array().unwrap();
        names.extend(checks.iter().map(|check| check["name"].as_str().unwrap().to_owned()));
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            break;
        }
        assert!(text(&reply).contains("MORE AVAILABLE: call ci_status"));
    }
    let all: Vec<String> = (0..30).map(|at| format!("bad {at:03}")).collect();
    assert_eq!(names, all);
}

#[tokio::test]
async fn a_commit_without_checks_is_neither_red_nor_green() {
    let mut hub = start().await;
    no_statuses(&hub).await;
    instead(&hub, &runs_below(), ok(json!({ "total_count": 0, "check_runs": [] }))).await;
    assert_eq!(
        hub.text("ci_status", json!({})).await,
        "No checks ran on main (7f3c1e9ab0) of octo/hello."
    );
}

#[tokio::test]
async fn a_ref_that_is_not_there_is_named() {
    let mut hub = start().await;
    instead(&hub, "/commits/feature%2Fx", refusal(404, "Not Found")).await;
    for tool in ["ci_status", "explain_ci_failure", "plan_release_notes"] {
        let argument = if tool == "plan_release_notes" { "since" } else { "ref" };
        let told = hub.failure(tool, json!({ argument: "feature/x" })).await;
        let expected = "GitHub has no branch, tag or commit feature/x in octo/hello";
        assert!(told.starts_with(expected), "{told}");
    }
}

#[tokio::test]
async fn any_part_of_the_log_can_be_read() {
    let mut hub = start().await;
    let arguments = json!({ "run_id": 8100, "job_id": 502, "first_line": 4, "lines": 2 });
    let told = hub.text("explain_ci_failure", arguments).await;
    assert!(
        told.ends_with(
            "log of job_id 502, lines 4 to 5 of 530; errors in lines 509:\n\
             >    Compiling crate-1 v0.1.0\n>    Compiling crate-2 v0.2.0\n\
             MORE AVAILABLE: call explain_ci_failure with run_id=8100, job_id=502 and first_line=6"
        ),
        "{told}"
    );
    let beyond = json!({ "run_id": 8100, "first_line": 9000 });
    let told = hub.text("explain_ci_failure", beyond).await;
    assert!(told.ends_with("530 lines, none from line 9000 on; errors in lines 509:"), "{told}");
    let told = hub.failure("explain_ci_failure", json!({ "run_id": 8100, "job_id": 9 })).await;
    assert!(told.starts_with("Run 8100 has no job 9 in its latest attempt."), "{told}");
}

#[tokio::test]
async fn a_huge_log_is_a_window_within_the_budget() {
    let mut hub = start().await;
    let long = format!("{}\n", "y".repeat(5000)).repeat(1000) + "##[error]boom\n";
    instead(&hub, "/actions/jobs/502/logs", ResponseTemplate::new(200).set_body_string(long)).await;
    let reply = hub.call("explain_ci_failure", json!({ "run_id": 8100, "lines": 200 })).await;
    let told = text(&reply);
    assert!(told.contains("more characters") && told.contains("of 1001; errors in lines 1001"));
    assert!(told.len() < 60_000, "{}", told.len());
    // What is cut is not what was looked for.
    assert!(told.ends_with("\n> ##[error]boom"), "{told}");
}

#[tokio::test]
async fn the_job_that_failed_comes_before_those_cancelled_for_it() {
    let mut hub = start().await;
    let mut jobs = parsed("jobs.json");
    jobs["jobs"][0]["conclusion"] = json!("cancelled");
    instead(&hub, "/actions/runs/8100/jobs", ok_and_more(jobs)).await;
    instead(&hub, "/check-runs/501/annotations", ok_and_more(json!([]))).await;
    let reply = hub.call("explain_ci_failure", json!({ "run_id": 8100 })).await;
    let explained = &reply["result"]["structuredContent"];
    assert_eq!(explained["failed_jobs"][0]["id"], 502);
    assert_eq!(explained["log"]["job_id"], 502);
    // A run whose jobs do not end is not read to its end.
    assert!(text(&reply).contains("NOT SEEN: jobs beyond the first 500"), "{reply}");
}

#[tokio::test]
async fn a_log_that_has_expired_leaves_the_annotations() {
    let mut hub = start().await;
    instead(&hub, "/actions/jobs/502/logs", refusal(410, "Gone")).await;
    let told = hub.text("explain_ci_failure", json!({ "run_id": 8100 })).await;
    assert!(told.contains("> src/cart.rs:88: index out of bounds: the len is 0"), "{told}");
    assert!(
        told.contains("NOT SEEN: the log of job 502: not written yet, deleted or expired"),
        "{told}"
    );
}

#[tokio::test]
async fn what_did_not_fail_is_said_plainly() {
    let mut hub = start().await;
    let mut runs = parsed("runs.json");
    runs["workflow_runs"].as_array_mut().unwrap().pop();
    instead(&hub, "/actions/runs", ok(runs)).await;
    assert_eq!(
        hub.text("explain_ci_failure", json!({ "number": 43 })).await,
        "None of 1 runs of GitHub Actions failed in pull request 43 of octo/hello. See ci_status."
    );
    instead(&hub, "/actions/runs/8100/jobs", ok(json!({ "total_count": 0, "jobs": [] }))).await;
    let told = hub.text("explain_ci_failure", json!({ "run_id": 8100 })).await;
    assert!(told.ends_with(": failure. No job failed."), "{told}");
}

#[tokio::test]
async fn without_arguments_the_newest_failed_run_is_meant() {
    let mut hub = Hub::start().await;
    Mock::given(path("/repos/octo/hello/actions/runs"))
        .and(query_param("status", "failure"))
        .and(query_param("per_page", "1"))
        .respond_with(ok(json!({ "total_count": 0, "workflow_runs": [] })))
        .expect(1)
        .mount(&hub.api)
        .await;
    assert_eq!(
        hub.text("explain_ci_failure", json!({})).await,
        "No failed run of GitHub Actions in octo/hello. Other CI: see ci_status."
    );
}

#[test]
fn the_recorded_log_is_long_enough_to_need_a_window() {
    assert_eq!(recording("job.log").lines().count(), 530);
}
