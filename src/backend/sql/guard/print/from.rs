//! What stands in FROM.

use std::fmt::{self, Display, Formatter};

use super::List as Separated;
use crate::backend::sql::guard::{
    name::Name,
    tree::{Arguments, FunctionColumns, On, Shown, Source},
};

impl Display for Source {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table { schema, name, alias, columns, shown, projection } => {
                if projection.is_needed() {
                    write!(
                        f,
                        "(SELECT {} FROM {schema}.{name} AS {name})",
                        Separated(shown, ", ")
                    )?;
                } else {
                    write!(f, "{schema}.{name}")?;
                }
                named(f, alias, columns)
            }
            Self::Cte { name, alias, columns } => {
                write!(f, "{name}")?;
                named(f, alias, columns)
            }
            Self::Query { lateral, query, alias, columns } => {
                write!(f, "{}({query})", if *lateral { "LATERAL " } else { "" })?;
                named(f, alias, columns)
            }
            Self::Function { call, ordinality, alias, columns } => {
                // grammar rather than a name: PostgreSQL takes it apart into one call of
                // pg_catalog's unnest for each argument
                match (call.width(), &call.arguments) {
                    (2.., Arguments::List(list)) => {
                        write!(
                            f,
                            "{}({})",
                            Name::known(call.function.name()),
                            Separated(list, ", ")
                        )?;
                    }
                    _ => call.fmt(f)?,
                }
                f.write_str(if *ordinality { " WITH ORDINALITY" } else { "" })?;
                match columns {
                    FunctionColumns::Names(names) => named(f, alias, names),
                    FunctionColumns::Defined(columns) => {
                        for (place, (name, kind)) in columns.iter().enumerate() {
                            match place {
                                0 => write!(f, " AS {alias} (")?,
                                _ => f.write_str(", ")?,
                            }
                            write!(f, "{name} {kind}")?;
                        }
                        f.write_str(")")
                    }
                }
            }
            Self::Join { left, kind, right, on } => {
                write!(f, "{left} {kind} ")?;
                match **right {
                    Self::Join { .. } => write!(f, "({right})")?,
                    _ => right.fmt(f)?,
                }
                on.fmt(f)
            }
        }
    }
}

impl Display for Shown {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} AS {}", self.expr, self.name)
    }
}

impl Display for On {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Condition(condition) => write!(f, " ON {condition}"),
            Self::Using(names) => write!(f, " USING ({})", Separated(names, ", ")),
        }
    }
}

fn named(f: &mut Formatter<'_>, alias: &Name, columns: &[Name]) -> fmt::Result {
    write!(f, " AS {alias}")?;
    if columns.is_empty() {
        return Ok(());
    }
    write!(f, " ({})", Separated(columns, ", "))
}
