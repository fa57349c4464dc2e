//! What GitHub's refusals and failures mean to a model: the problem and its next
//! move, never an address, a header or a body.

use std::{fmt::Write as _, time::Duration};

use jiff::Timestamp;

use crate::{
    backend::github::{BadField, GithubError, Problem},
    text::excerpt,
    tool::{External, ToolError, Violation},
};

/// Most characters of GitHub's own message.
const MESSAGE: usize = 200;
const LATER: &str = "Repeat the call in a minute; if it persists, tell the operator.";
const OPERATOR: &str = "Repeating the call will not help: tell the operator.";

impl From<GithubError> for ToolError {
    fn from(error: GithubError) -> Self {
        if error.unsure {
            return Self::Uncertain(error.into());
        }
        if let Some(mistake) = mistake(&error.problem) {
            return mistake;
        }
        let (kind, fault, problem, next) = words(&error.problem);
        let source = error.into();
        Self::External(Box::new(External { backend: "github", kind, fault, problem, next, source }))
    }
}

/// What the caller got wrong, and can mend.
fn mistake(problem: &Problem) -> Option<ToolError> {
    let violation = |field: &str, problem: String, allowed: &str| {
        ToolError::InvalidArguments(vec![Violation::new(field, problem).allowed(allowed)])
    };
    let refused = |problem: String, next: String| ToolError::Refused { problem, next: Some(next) };
    Some(match problem {
        Problem::NoRepository => {
            violation("repo", "is required: there is no default repository".into(), "owner/name")
        }
        Problem::BadRepository(given) => violation(
            "repo",
            format!("{:?} is not the name of a repository", excerpt(given, 60)),
            "owner/name",
        ),
        Problem::Beyond(qualifier) => violation(
            "query",
            format!("holds `{qualifier}`, which looks beyond the repository"),
            "words and other qualifiers; which repository is the argument repo",
        ),
        Problem::BadPath => refused(
            "A name or path in the arguments is empty or has an empty, `.` or `..` part.".into(),
            "Give it as GitHub shows it.".into(),
        ),
        Problem::NotListed { repo, listed } => refused(
            format!("The repository {repo} is not among those this server may ask about."),
            format!("It may ask about: {}.", listed.join(", ")),
        ),
        Problem::NotFound(about) => ToolError::NotFound {
            problem: format!(
                "GitHub has no {about}, or this server's credential cannot see it: GitHub does \
                 not say which."
            ),
            next: "Check the number or name and repo; if they are right, ask the operator for \
                access."
                .into(),
        },
        Problem::OtherKind { number, is_pull_request: true } => ToolError::NotFound {
            problem: format!("Number {number} is a pull request, not an issue."),
            next: "Use summarize_pull_request with it.".into(),
        },
        Problem::OtherKind { number, is_pull_request: false } => ToolError::NotFound {
            problem: format!("Number {number} is an issue, not a pull request."),
            next: "Use triage_issue with it.".into(),
        },
        Problem::Conflict(message) => refused(
            format!("The present state does not allow this{}", quoted(message)),
            "Look at the present state, then decide again.".into(),
        ),
        Problem::Gone(about) => refused(
            format!(
                "GitHub does not offer this for {about}: a feature such as issues is switched off \
                 there, or what was asked for was deleted or has expired."
            ),
            "Do not repeat the call.".into(),
        ),
        Problem::Invalid { message, fields } => {
            ToolError::Refused { problem: invalid(message, fields), next: None }
        }
        Problem::Legal => refused(
            "GitHub blocks this content for legal reasons.".into(),
            "Do not repeat the call.".into(),
        ),
        _ => return None,
    })
}

type Words = (&'static str, bool, String, String);

/// What is no mistake of the caller's: kind, whether an operator should look,
/// problem and next move.
fn words(problem: &Problem) -> Words {
    let fault = |kind, problem: &str, next: &str| (kind, true, problem.to_owned(), next.to_owned());
    let down = |problem: &str| fault("unavailable", problem, LATER);
    match problem {
        Problem::RateLimit { reset, wait } => rate_limit(*reset, *wait),
        Problem::SecondaryLimit(wait) => (
            "rate_limited",
            false,
            "GitHub asks for a pause: too many calls in a short time.".to_owned(),
            format!("Wait {} s, then repeat the call, and make fewer at once.", wait.as_secs()),
        ),
        Problem::CircuitOpen(wait) => (
            "unavailable",
            true,
            "GitHub has failed several times in a row, so nothing is sent to it for now.".into(),
            format!("Wait {} s, then repeat the call once.", seconds(*wait)),
        ),
        Problem::Server { status, .. } => {
            down(&format!("GitHub has a failure of its own (status {status})."))
        }
        Problem::TimedOut(_) => fault(
            "timed_out",
            "GitHub did not answer in time.",
            "Ask for less, or repeat the call once later.",
        ),
        Problem::Connect => down("There is no connection to GitHub."),
        Problem::Dns => down("The name of the GitHub server cannot be found."),
        Problem::Truncated => down("GitHub's answer broke off."),
        Problem::Tls => fault(
            "unavailable",
            "There is no secure connection to GitHub: its certificate or TLS is not acceptable.",
            OPERATOR,
        ),
        Problem::NotJson => fault(
            "unavailable",
            "Something else than GitHub's API answered, perhaps a proxy.",
            OPERATOR,
        ),
        Problem::Redirected => fault(
            "unavailable",
            "GitHub's API sends this server elsewhere, where its credential must not go.",
            OPERATOR,
        ),
        Problem::TooLong(limit) => (
            "too_large",
            false,
            format!("GitHub's answer is over {} MiB, which is not read.", limit / 1024 / 1024),
            "Ask for less: a smaller page or a narrower range.".into(),
        ),
        other => access(other),
    }
}

/// What an operator must mend.
fn access(problem: &Problem) -> Words {
    let fault = |kind, problem: String| (kind, true, problem, OPERATOR.to_owned());
    match problem {
        Problem::Credential => fault(
            "credential",
            "GitHub does not accept this server's credential: it is wrong, expired or revoked."
                .into(),
        ),
        Problem::AppKey => {
            fault("credential", "The GitHub App's private key of this server cannot sign.".into())
        }
        Problem::SingleSignOn => fault(
            "credential",
            "This server's token is not authorized for the organization's single sign-on.".into(),
        ),
        Problem::LockedOut => (
            "credential",
            true,
            "GitHub has locked this server's credential out after too many failed logins.".into(),
            "Wait some minutes before the next call, and tell the operator.".into(),
        ),
        Problem::NotPermitted(None) => {
            fault("forbidden", "GitHub does not permit this to this server's credential.".into())
        }
        Problem::NotPermitted(Some(needs)) => fault(
            "forbidden",
            format!("GitHub does not permit this to this server's credential: it needs {needs}."),
        ),
        _ => fault("internal", "GitHub's answer is not one this server understands.".into()),
    }
}

fn rate_limit(reset: Option<Timestamp>, wait: Duration) -> Words {
    let wait = seconds(wait);
    let (until, next) = match reset {
        Some(reset) => (
            format!(" until {reset} (in {wait} s)"),
            "Do not repeat the call before that.".to_owned(),
        ),
        None => (String::new(), format!("Wait at least {wait} s before the next call.")),
    };
    let problem = format!("GitHub's rate limit for this server is used up{until}.");
    ("rate_limited", false, problem, next)
}

fn seconds(wait: Duration) -> u128 {
    wait.as_millis().div_ceil(1000).max(1)
}

fn invalid(message: &str, fields: &[BadField]) -> String {
    let mut text = format!("GitHub does not accept the request{}", quoted(message));
    for BadField { field, problem } in fields {
        let colon = if field.is_empty() { "" } else { ": " };
        // Writing to a String cannot fail.
        let _ = write!(text, "\n- {}{colon}{}", excerpt(field, 60), excerpt(problem, MESSAGE));
    }
    text.push_str(if fields.is_empty() { " " } else { "\n" });
    text + "Correct that and call again."
}

/// GitHub's message as a quotation, so that it cannot pose as our own words.
fn quoted(message: &str) -> String {
    let message = message.trim();
    if message.is_empty() {
        return ".".to_owned();
    }
    format!(": \"{}\".", excerpt(message, MESSAGE).replace('"', "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(problem: Problem, unsure: bool) -> String {
        let mut error = GithubError::new(problem);
        error.unsure = unsure;
        ToolError::from(error).for_model("REF")
    }

    /// What a test from the outside does not meet.
    #[test]
    fn every_problem_has_words_of_its_own() {
        let other = |is_pull_request| Problem::OtherKind { number: 7, is_pull_request };
        let texts = [
            told(other(true), false),
            told(other(false), false),
            told(Problem::BadPath, false),
            told(Problem::AppKey, false),
            told(Problem::Redirected, false),
            told(Problem::Server { status: 502, retry_after: None }, true),
            told(Problem::TimedOut(Duration::from_secs(1)), true),
            told(Problem::Conflict(String::new()), false),
        ];
        insta::assert_snapshot!(texts.join("\n"));
    }

    #[test]
    fn only_what_may_have_been_done_leaves_doubt() {
        let doubt = |problem, unsure| {
            let mut error = GithubError::new(problem);
            error.unsure = unsure;
            let error = ToolError::from(error);
            assert!(!error.leaves_doubt() || error.is_fault());
            error.leaves_doubt()
        };
        let problems = [
            Problem::Credential,
            Problem::Connect,
            Problem::Server { status: 502, retry_after: None },
            Problem::TimedOut(Duration::from_secs(1)),
            Problem::TooLong(1),
            Problem::Malformed,
            Problem::NotFound("issue 7".into()),
            Problem::Conflict(String::new()),
        ];
        for problem in problems {
            assert!(!doubt(problem.clone(), false), "{problem}");
            assert!(doubt(problem.clone(), true), "{problem}");
        }
    }

    #[test]
    fn only_what_an_operator_should_see_is_a_fault() {
        let fault = |problem| ToolError::from(GithubError::new(problem)).is_fault();
        assert!(
            fault(Problem::Credential) && fault(Problem::Connect) && fault(Problem::Status(400))
        );
        let wait = Duration::from_secs(1);
        assert!(!fault(Problem::RateLimit { reset: None, wait }) && !fault(Problem::NoRepository));
        assert!(!fault(Problem::SecondaryLimit(wait)) && !fault(Problem::Legal));
    }
}
