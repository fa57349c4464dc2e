//! The documents about configuration, derived from the variables' descriptions:
//! `.env.example` and `docs/configuration.md`.

use std::fmt::Write as _;

use super::vars::{Default, GROUPS, Var};

/// The text of `.env.example`: every variable, commented out.
pub fn env_example() -> String {
    let mut text = String::from(
        "# Configuration of toolhub: copy to .env and uncomment what you need.\n\
         # The real environment wins over .env, an empty value counts as unset, and a\n\
         # value with $ or # in it belongs between 'single quotes'.\n\
         # NAME_FILE=/path reads the value of NAME from a file (mounted secrets).\n\
         # Made by `toolhub config --env-example`; do not edit.\n",
    );
    for group in GROUPS {
        let _ = write!(text, "\n## {}\n", group.title);
        for var in group.vars {
            let (default, value) = match var.default {
                Default::Value(value) => (String::new(), value),
                Default::Words(words) => (format!("# Unset: {words}.\n"), var.example),
            };
            let Var { name, doc, shape, .. } = var;
            let _ = write!(text, "\n# {doc}.\n# Values: {shape}.\n{default}# {name}={value}\n");
        }
    }
    text
}

/// The text of `docs/configuration.md`.
pub fn markdown() -> String {
    let mut text = String::from(
        "<!-- made by `toolhub config --markdown`; do not edit -->\n\
         # Configuration\n\n\
         toolhub reads its configuration from the environment, and behind it from a `.env` file \
         in the working directory. `toolhub check` says what is in force and what is wrong.\n\n\
         - The environment wins over `.env`.\n\
         - An empty value counts as unset.\n\
         - Every variable can be given as `NAME_FILE`, the path of a file that holds the value \
         (one trailing newline is dropped): for mounted secrets. Setting both is an error.\n\
         - A wrong value, and a `TOOLHUB_` name that does not exist, stop the start with one line \
         each. Values of secrets never appear in it.\n\
         - Durations are a number and a unit: `500ms`, `30s`, `2m`, `1h`.\n\
         - In `.env`, put values that hold `$` or `#` between single quotes.\n",
    );
    for group in GROUPS {
        let _ = write!(
            text,
            "\n## {}\n\n| Variable | Meaning | Values | Default | Example |\n\
             | --- | --- | --- | --- | --- |\n",
            group.title
        );
        for var in group.vars {
            let Var { name, doc, shape, example, .. } = var;
            let secret = if var.secret { " (secret)" } else { "" };
            let default = match var.default {
                Default::Value(value) => format!("`{value}`"),
                Default::Words(words) => words.to_owned(),
            };
            let _ =
                writeln!(text, "| `{name}` | {doc}{secret} | {shape} | {default} | `{example}` |");
        }
    }
    text
}
