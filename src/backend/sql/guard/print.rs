//! The tree as text: every name quoted, every operation between parentheses.

mod expr;
mod from;
mod window;

use std::fmt::{self, Display, Formatter};

use super::tree::{Body, Cte, Distinct, Group, Item, Key, Limit, Order, Query, Select, With};

/// A list with something between its members.
struct List<'t, T>(&'t [T], &'static str);

impl<T: Display> Display for List<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (place, member) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str(self.1)?;
            }
            member.fmt(f)?;
        }
        Ok(())
    }
}

/// ` KEYWORD member`, or nothing.
struct Clause<'t, T>(&'static str, Option<&'t T>);

impl<T: Display> Display for Clause<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.1 {
            Some(member) => write!(f, " {} {member}", self.0),
            None => Ok(()),
        }
    }
}

/// ` KEYWORD a, b`, or nothing.
struct Clauses<'t, T>(&'static str, &'t [T]);

impl<T: Display> Display for Clauses<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.1.is_empty() {
            return Ok(());
        }
        write!(f, " {} {}", self.0, List(self.1, ", "))
    }
}

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { with, body, order, limit, offset, columns: _ } = self;
        if let Some(with) = with {
            write!(f, "{with} ")?;
        }
        write!(f, "{body}{}", Clauses("ORDER BY", order))?;
        match limit {
            Some(Limit::Rows(rows)) => write!(f, " LIMIT {rows}")?,
            Some(Limit::WithTies(_)) | None => {}
        }
        write!(f, "{}", Clause("OFFSET", offset.as_ref()))?;
        match limit {
            Some(Limit::WithTies(rows)) => write!(f, " FETCH FIRST {rows} ROWS WITH TIES"),
            Some(Limit::Rows(_)) | None => Ok(()),
        }
    }
}

impl Display for With {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { recursive, ctes } = self;
        write!(f, "WITH {}{}", if *recursive { "RECURSIVE " } else { "" }, List(ctes, ", "))
    }
}

impl Display for Cte {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { name, columns, materialized, query } = self;
        write!(f, "{name}")?;
        if !columns.is_empty() {
            write!(f, " ({})", List(columns, ", "))?;
        }
        write!(f, " AS {}({query})", if *materialized { "MATERIALIZED " } else { "" })
    }
}

impl Display for Body {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Select(select) => select.fmt(f),
            Self::Query(query) => write!(f, "({query})"),
            Self::Values(rows) => {
                for (place, row) in rows.iter().enumerate() {
                    f.write_str(if place == 0 { "VALUES " } else { ", " })?;
                    write!(f, "({})", List(row, ", "))?;
                }
                Ok(())
            }
            Self::Set { operator, all, terms } => {
                for (place, term) in terms.iter().enumerate() {
                    if place > 0 {
                        write!(f, " {operator} {}", if *all { "ALL " } else { "" })?;
                    }
                    match term {
                        Self::Query(_) => term.fmt(f)?,
                        _ => write!(f, "({term})")?,
                    }
                }
                Ok(())
            }
        }
    }
}

impl Display for Select {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { distinct, items, from, filter, group, having, windows } = self;
        f.write_str("SELECT")?;
        match distinct {
            Distinct::No => {}
            Distinct::Rows => f.write_str(" DISTINCT")?,
            Distinct::On(keys) => write!(f, " DISTINCT ON ({})", List(keys, ", "))?,
        }
        if !items.is_empty() {
            write!(f, " {}", List(items, ", "))?;
        }
        write!(f, "{}{}", Clauses("FROM", from), Clause("WHERE", filter.as_ref()))?;
        write!(f, "{}{}", Clauses("GROUP BY", group), Clause("HAVING", having.as_ref()))?;
        for (place, (name, window)) in windows.iter().enumerate() {
            f.write_str(if place == 0 { " WINDOW " } else { ", " })?;
            write!(f, "{name} AS {window}")?;
        }
        Ok(())
    }
}

impl Display for Item {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expr { expr, name } => write!(f, "{expr} AS {name}"),
            Self::All(relation) => write!(f, "{relation}.*"),
        }
    }
}

impl Display for Key {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expr(expr) => expr.fmt(f),
            Self::Output(name) => name.fmt(f),
            Self::Position(position) => position.fmt(f),
        }
    }
}

impl Display for Order {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { key, ascending, nulls_first } = self;
        key.fmt(f)?;
        f.write_str(match ascending {
            None => "",
            Some(true) => " ASC",
            Some(false) => " DESC",
        })?;
        f.write_str(match nulls_first {
            None => "",
            Some(true) => " NULLS FIRST",
            Some(false) => " NULLS LAST",
        })
    }
}

impl Display for Group {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) => key.fmt(f),
            Self::Sets { kind, sets } => {
                write!(f, "{kind} (")?;
                for (place, keys) in sets.iter().enumerate() {
                    f.write_str(if place == 0 { "" } else { ", " })?;
                    write!(f, "({})", List(keys, ", "))?;
                }
                f.write_str(")")
            }
        }
    }
}
