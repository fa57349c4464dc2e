//! What a model or a person reads of a confirmation.

use std::time::Duration;

use crate::tool::{Confirmable, Preview, Reply, Status, ToolError};

pub(super) const TOKEN_DOES_NOT_HOLD: &str = "the confirmation_token does not hold: it has \
    expired, was altered, or belongs to another call (caller, tool or arguments)";
pub(super) const CHANGED: &str = "what this is about has changed since the preview";

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
    let text = "The user declined; nothing was changed. Do not repeat the call unless the user \
                asks for it.";
    Reply::new(text.to_owned(), &Confirmable::<()>::new(Status::Declined))
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
