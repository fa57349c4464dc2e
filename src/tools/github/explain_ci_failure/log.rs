//! The part of a job's log that says why it failed.

use super::{Log, before, fetch::Asked};
use crate::{
    backend::github::{GithubError, LogSpan, Problem, Request},
    text::inline,
    tools::github::{checks::denied, foreign::HIDDEN},
};

/// Characters of a line.
const LINE: usize = 300;

/// The window that is asked for, or why there is no log.
pub(super) async fn window(
    asked: &Asked<'_>,
    (run, job): (u64, u64),
    shown: bool,
) -> Result<Result<Log, String>, GithubError> {
    if !shown {
        return Ok(Err(format!("the log of job {job}: {HIDDEN}")));
    }
    let lines = usize::try_from(asked.args.lines).unwrap_or(usize::MAX);
    let span = match asked.args.first_line {
        Some(first) => LogSpan::Lines { first: usize::try_from(first).unwrap_or(1), lines },
        None => LogSpan::Error { before: before(lines), lines },
    };
    let request = Request::get(asked.at(&["actions", "jobs", &job.to_string(), "logs"]))
        .about(format!("the log of job {job}"));
    let found = match asked.github.log(&request, span).await {
        Ok(found) => found,
        Err(GithubError { problem: Problem::NotFound(_) | Problem::Gone(_), .. }) => {
            return Ok(Err(format!("the log of job {job}: not written yet, deleted or expired")));
        }
        Err(error) => return Ok(Err(denied(&format!("the log of job {job}"), error)?)),
    };
    let first_line = if found.lines.is_empty() {
        asked.args.first_line.and_then(|first| usize::try_from(first).ok()).unwrap_or(1)
    } else {
        found.first
    };
    let error = found.errors.first().and_then(|error| error.checked_sub(found.first));
    Ok(Ok(Log {
        job_id: job,
        run_id: run,
        error: error.filter(|_| asked.args.first_line.is_none()),
        first_line,
        lines: found.lines.iter().map(|line| tidy(line)).collect(),
        total_lines: found.total,
        error_lines: found.errors,
        incomplete: found.cut,
    }))
}

/// A line without its timestamp and colours, within bounds.
fn tidy(line: &str) -> String {
    let text = without_colours(without_time(line));
    let more = text.chars().count().saturating_sub(LINE);
    let shown = inline(&text.chars().take(LINE).collect::<String>().replace('\t', "    "));
    if more == 0 { shown } else { format!("{shown}… {more} more characters") }
}

/// GitHub writes `2026-01-01T00:00:00.0000000Z ` before every line.
fn without_time(line: &str) -> &str {
    match line.split_once(' ') {
        Some((time, rest)) if time.parse::<jiff::Timestamp>().is_ok() => rest,
        _ => line,
    }
}

/// `text` without the terminal's `ESC [ … letter`.
fn without_colours(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let parameters =
            piece.trim_start_matches(|char: char| char.is_ascii_digit() || char == ';');
        let rest = parameters.strip_prefix(|char: char| char.is_ascii_alphabetic());
        plain.push_str(rest.unwrap_or(parameters));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_what_a_person_sees() {
        let line = "2026-03-04T05:06:07.1234567Z \u{1b}[31;1mFAIL\u{1b}[0m\ta\u{202e}b";
        assert_eq!(tidy(line), "FAIL    a\\u{202e}b");
        assert_eq!(tidy("no time here"), "no time here");
        assert_eq!(tidy(&"x".repeat(LINE + 7)), "x".repeat(LINE) + "… 7 more characters");
    }
}
