//! Calls, and the windows they look through.

use std::fmt::{self, Display, Formatter, Write as _};

use super::{Clauses, List};
use crate::backend::sql::guard::tree::{Argument, Arguments, Bound, Call, Frame, Over, Window};

impl Display for Call {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { function, distinct, arguments, order, within, filter, over } = self;
        write!(f, "{function}({}", if *distinct { "DISTINCT " } else { "" })?;
        match arguments {
            Arguments::Star => f.write_str("*")?,
            Arguments::List(list) => List(list, ", ").fmt(f)?,
        }
        write!(f, "{})", Clauses("ORDER BY", order))?;
        if !within.is_empty() {
            write!(f, " WITHIN GROUP (ORDER BY {})", List(within, ", "))?;
        }
        if let Some(filter) = filter {
            write!(f, " FILTER (WHERE {filter})")?;
        }
        match over {
            None => Ok(()),
            Some(Over::Named(name)) => write!(f, " OVER {name}"),
            Some(Over::Window(window)) => write!(f, " OVER {window}"),
        }
    }
}

impl Display for Argument {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(name) = &self.name {
            write!(f, "{name} => ")?;
        }
        self.value.fmt(f)
    }
}

impl Display for Window {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { base, partition, order, frame } = self;
        let mut text = base.as_ref().map(ToString::to_string).unwrap_or_default();
        write!(text, "{}{}", Clauses("PARTITION BY", partition), Clauses("ORDER BY", order))?;
        if let Some(frame) = frame {
            write!(text, " {frame}")?;
        }
        write!(f, "({})", text.trim_start())
    }
}

impl Display for Frame {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { units, start, end } = self;
        match end {
            Some(end) => write!(f, "{units} BETWEEN {start} AND {end}"),
            None => write!(f, "{units} {start}"),
        }
    }
}

impl Display for Bound {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::CurrentRow => f.write_str("CURRENT ROW"),
            Self::Preceding(None) => f.write_str("UNBOUNDED PRECEDING"),
            Self::Preceding(Some(distance)) => write!(f, "{distance} PRECEDING"),
            Self::Following(None) => f.write_str("UNBOUNDED FOLLOWING"),
            Self::Following(Some(distance)) => write!(f, "{distance} FOLLOWING"),
        }
    }
}
