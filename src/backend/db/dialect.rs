//! What SQLite and PostgreSQL spell differently.

/// Whose SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::backend) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// `text` in lower case. SQLite's own `lower` knows ASCII only, so `fold` is
    /// ours; PostgreSQL folds by the database's locale.
    pub(in crate::backend) fn fold(self, text: &str) -> String {
        match self {
            Self::Sqlite => format!("fold({text})"),
            Self::Postgres => format!("lower({text})"),
        }
    }

    /// Whether `text` holds `needle` (already in lower case), in any letter case.
    /// A position and not LIKE: there is nothing to escape.
    pub(in crate::backend) fn contains(self, text: &str, needle: &str) -> String {
        let folded = self.fold(text);
        match self {
            Self::Sqlite => format!("instr({folded}, {needle}) > 0"),
            Self::Postgres => format!("strpos({folded}, {needle}) > 0"),
        }
    }

    /// What makes a SELECT keep others from changing its rows until the end of
    /// the transaction; on SQLite the transaction itself does.
    pub(in crate::backend) const fn for_update(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE",
        }
    }

    /// The month of a time in UTC, as `2026-01`.
    pub(in crate::backend) fn month(self, time: &str) -> String {
        match self {
            Self::Sqlite => format!("substr({time}, 1, 7)"),
            Self::Postgres => format!("to_char({time} AT TIME ZONE 'UTC', 'YYYY-MM')"),
        }
    }

    /// The day of a time in UTC, as `2026-01-31`.
    pub(in crate::backend) fn day(self, time: &str) -> String {
        match self {
            Self::Sqlite => format!("substr({time}, 1, 10)"),
            Self::Postgres => format!("to_char({time} AT TIME ZONE 'UTC', 'YYYY-MM-DD')"),
        }
    }
}
