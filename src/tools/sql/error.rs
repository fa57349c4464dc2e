//! What a source's refusals and failures mean to a model.

use std::time::Duration;

use crate::{
    backend::sql::SqlError,
    text::inline,
    tool::{ToolError, Violation},
};

impl From<SqlError> for ToolError {
    fn from(error: SqlError) -> Self {
        match error {
            SqlError::Refused(refusal) => Self::Refused {
                problem: format!(
                    "The statement was not run: {} {}.",
                    refusal.part, refusal.problem
                ),
                next: refusal.allowed.map(|allowed| format!("Allowed: {allowed}.")),
            },
            SqlError::Database { message, position, hint } => Self::Refused {
                problem: match position {
                    Some(at) => {
                        format!("The database says: {} (at character {at}).", inline(&message))
                    }
                    None => format!("The database says: {}.", inline(&message)),
                },
                next: hint.map(|hint| format!("Hint: {}", inline(&hint))),
            },
            SqlError::BadParameter { index, problem } => {
                Self::InvalidArguments(vec![Violation::new(format!("params.{index}"), problem)])
            }
            SqlError::Timeout(after) => Self::TimedOut(after),
            SqlError::Busy { .. } => Self::RateLimited { retry_after: Duration::from_secs(1) },
            SqlError::RoleRefused { source_name, .. } => Self::Refused {
                problem: format!(
                    "The source {source_name} is not served: its database role may do more than \
                     read."
                ),
                next: Some(
                    "An operator must give it a lesser role; `toolhub check` says how.".into(),
                ),
            },
            SqlError::UnknownSource { name, nearest } => {
                Self::NotFound { problem: absent("source", &name, nearest), next: String::new() }
            }
            SqlError::UnknownTable { name, nearest } => Self::NotFound {
                problem: absent("table", &name, nearest),
                next: "list_tables names those there are.".to_owned(),
            },
            SqlError::Unavailable { ref source_name, .. } => {
                Self::Unavailable { backend: source_name.clone().into(), source: error.into() }
            }
            SqlError::Internal { .. } => Self::Internal(error.into()),
        }
    }
}

fn absent(what: &str, name: &str, nearest: Option<String>) -> String {
    let name = crate::text::excerpt(name, 64);
    match nearest {
        Some(nearest) => format!("There is no {what} {name:?}; did you mean {nearest}?"),
        None => format!("There is no {what} {name:?}."),
    }
}
