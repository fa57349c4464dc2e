//! What a model or a person reads of a confirmation.

use std::time::Duration;

use crate::tool::{Confirmable, Preview, Reply, Status, ToolError};

pub(super) const TOKEN_DOES_NOT_HOLD: &str = "the confirmation_token does not hold: it has \
    expired, was altered, or belongs to another call (caller, tool or arguments)";
pub(super) const CHANGED: &str = "what this is about has changed since the preview";

const CONFIRM: &str = "To do it, repeat the call with the same arguments, confirm=true and this \
    confirmation_token. Do so only when the user wants exactly this.";
const LEAVE_IT: &str = "Do not repeat the call unless the user asks for it.";

/// The preview, for a model that has to come back with its token.
pub(super) fn preview(
    preview: &Preview,
    token: String,
    lifetime: Duration,
) -> Result<Reply, ToolError> {
    let text = format!(
        "PREVIEW, nothing has been changed yet.\n{}\nTo do it, repeat the call with the same \
         arguments and confirm=true, confirmation_token=\"{token}\" (valid once, for {}). Do so \
         only when the user wants exactly this.",
        preview.text,
        spelt(lifetime),
    );
    let shown = Confirmable::<()> {
        preview: Some(preview.text.clone()),
        confirmation_token: Some(token),
        expires_in_seconds: Some(lifetime.as_secs()),
        next: Some(CONFIRM),
        ..Confirmable::new(Status::Preview)
    };
    Reply::new(text, &shown)
}

/// The question, for a person.
pub(super) fn question(title: &str, preview: &Preview, changed: bool) -> String {
    let again = if changed { "It has changed meanwhile, so you are asked again.\n" } else { "" };
    format!("{title}\n{again}{}", preview.text)
}

pub(super) fn declined() -> Result<Reply, ToolError> {
    let text = format!("The user declined; nothing was changed. {LEAVE_IT}");
    let shown = Confirmable::<()> { next: Some(LEAVE_IT), ..Confirmable::new(Status::Declined) };
    Reply::new(text, &shown)
}

pub(super) fn state_does_not_hold() -> ToolError {
    ToolError::NotConfirmed {
        problem: "the confirmation does not hold: it has expired, was altered, or belongs to \
                  another call",
        next: "Repeat the call to be asked anew.".to_owned(),
    }
}

pub(super) fn spent() -> ToolError {
    ToolError::NotConfirmed {
        problem: "this confirmation was used before",
        next: "If it is to be done once more, call again without confirmation_token for a new \
               preview."
            .to_owned(),
    }
}

pub(super) fn key_is_taken() -> ToolError {
    ToolError::Refused {
        problem: "An earlier call with this idempotency_key was not answered: it still runs, or \
                  it was interrupted before its outcome was known."
            .to_owned(),
        next: Some(
            "Repeat the call once in a minute; if it says the same, look at the present state \
             and, if it was not done, use a new key."
                .to_owned(),
        ),
    }
}

fn spelt(lifetime: Duration) -> String {
    match lifetime.as_secs() {
        seconds if seconds >= 120 && seconds % 60 == 0 => format!("{} minutes", seconds / 60),
        seconds => format!("{seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;

    /// A host that shows a model only `structuredContent` shows the next move too.
    #[test]
    fn the_next_move_stands_in_the_text_and_in_the_structure() {
        let seen = Preview { text: "Cancel A1.".to_owned(), version: "1".to_owned() };
        let asked = super::preview(&seen, "tok".to_owned(), Duration::from_mins(5)).unwrap();
        assert_eq!(asked.structured.get("next").unwrap(), CONFIRM);
        assert!(asked.text.contains("confirm=true, confirmation_token=\"tok\""), "{}", asked.text);
        let declined = declined().unwrap();
        assert_eq!(declined.structured.get("next").unwrap(), LEAVE_IT);
        assert!(declined.text.ends_with(LEAVE_IT), "{}", declined.text);
    }
}
