//! The judge of statements on SQLite: its authorizer is asked about every table,
//! column and function that a statement names, after SQLite has resolved them.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};

use super::{functions, project::Projections};
use crate::{
    backend::sql::{Catalog, Refusal},
    nearest::nearest,
    text,
};

/// What the judge found in the statement that is being prepared.
#[derive(Debug, Clone, Default)]
pub(super) struct Verdict(Arc<Mutex<Findings>>);

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// A SELECT was among it.
    pub(super) selects: bool,
    /// The last thing that was denied: the one the statement failed for.
    pub(super) denial: Option<Denial>,
}

/// What was denied.
#[derive(Debug)]
pub(super) enum Denial {
    /// A table that may not be read; whether it exists is not said.
    Table(String),
    /// Anything else.
    Refusal(Refusal),
}

/// Decides by the catalog what may be read.
#[derive(Debug)]
pub(super) struct Judge {
    tables: HashMap<String, Access>,
    functions: HashSet<&'static str>,
    projections: Projections,
    verdict: Verdict,
}

#[derive(Debug)]
enum Access {
    /// The table itself, these columns.
    Columns(HashSet<String>),
    /// Only through the view that leaves out and masks.
    Projected,
    /// Not at all.
    Hidden,
}

impl Verdict {
    /// Forgets what was found, and answers it.
    pub(super) fn take(&self) -> Findings {
        std::mem::take(&mut *self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Findings> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Judge {
    /// `hidden` are the tables that exist and are not in the catalog.
    pub(super) fn new(
        catalog: &Catalog,
        hidden: &[String],
        projections: Projections,
        verdict: Verdict,
    ) -> Self {
        let mut tables: HashMap<_, _> =
            hidden.iter().map(|name| (name.to_ascii_lowercase(), Access::Hidden)).collect();
        for table in &catalog.tables {
            let access = if table.needs_projection() {
                Access::Projected
            } else {
                Access::Columns(table.columns.iter().map(|c| c.name.to_ascii_lowercase()).collect())
            };
            tables.insert(table.name.to_ascii_lowercase(), access);
        }
        let functions = functions::ALLOWED.iter().copied().collect();
        Self { tables, functions, projections, verdict }
    }

    /// Whether SQLite may go on preparing the statement.
    pub(super) fn decide(&self, context: AuthContext<'_>) -> Authorization {
        let denial = match context.action {
            AuthAction::Select => {
                self.verdict.lock().selects = true;
                None
            }
            AuthAction::Recursive => None,
            AuthAction::Read { table_name, column_name } => {
                self.read(table_name, column_name, &context)
            }
            AuthAction::Function { function_name } => {
                self.function(function_name).map(Denial::Refusal)
            }
            other => Some(Denial::Refusal(not_a_read(&other))),
        };
        match denial {
            None => Authorization::Allow,
            Some(denial) => {
                self.verdict.lock().denial = Some(denial);
                Authorization::Deny
            }
        }
    }

    fn read(&self, table: &str, column: &str, context: &AuthContext<'_>) -> Option<Denial> {
        let name = table.to_ascii_lowercase();
        if context.database_name == Some("temp") {
            return if self.projections.is_one(table) { None } else { Some(unknown(table)) };
        }
        // The view's own name is the proof: nobody else knows it.
        if context.accessor.is_some_and(|view| self.projections.is_source(view, table)) {
            return None;
        }
        match self.tables.get(&name) {
            Some(Access::Columns(columns)) => {
                let column = column.to_ascii_lowercase();
                let is_visible =
                    column.is_empty() || column == "rowid" || columns.contains(&column);
                if is_visible { None } else { Some(unknown(table)) }
            }
            // Without a column it is only counted.
            Some(Access::Projected) if column.is_empty() => None,
            Some(Access::Projected) => Some(Denial::Refusal(Refusal {
                part: format!("{table}.{column}"),
                problem:
                    "may not be read from the table itself, which has columns that are hidden \
                          or masked"
                        .to_owned(),
                allowed: Some(format!("the name {table} alone, without `main.` or a view")),
            })),
            None if is_table_function(&name) => None,
            // A common table expression of the statement's own.
            None if context.database_name.is_none() && column.is_empty() && !is_internal(&name) => {
                None
            }
            Some(Access::Hidden) | None => Some(unknown(table)),
        }
    }

    fn function(&self, name: &str) -> Option<Refusal> {
        let folded = name.to_ascii_lowercase();
        if self.functions.contains(&*folded) {
            return None;
        }
        let near = nearest(&folded, functions::ALLOWED.iter().copied());
        Some(Refusal {
            part: format!("{name}()"),
            problem: "is not among the functions that may be called".to_owned(),
            allowed: near.map(|near| format!("{near}()")),
        })
    }
}

fn is_table_function(name: &str) -> bool {
    matches!(name, "json_each" | "json_tree")
}

fn is_internal(name: &str) -> bool {
    name.starts_with("sqlite_") || name.starts_with("pragma_")
}

fn unknown(table: &str) -> Denial {
    Denial::Table(table.to_owned())
}

fn not_a_read(action: &AuthAction<'_>) -> Refusal {
    let part = match action {
        AuthAction::Pragma { pragma_name, .. } => {
            format!("PRAGMA {}", text::excerpt(pragma_name, 40))
        }
        _ => "the statement".to_owned(),
    };
    Refusal {
        part,
        problem: "does something else than read tables".to_owned(),
        allowed: Some("one SELECT (or WITH ... SELECT, or VALUES)".to_owned()),
    }
}
