//! Expressions. What is not a name, a constant or a call stands in parentheses,
//! so that precedence plays no part.

use std::fmt::{self, Display, Formatter};

use super::List;
use crate::backend::sql::guard::tree::{Case, Column, Expr, Operation, Quantity, Subscript};

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Column(column) => column.fmt(f),
            Self::Row { relation, weight: _ } => relation.fmt(f),
            Self::Text(text) => write!(f, "{}", Quoted(text)),
            Self::Number(number) => f.write_str(number),
            Self::Keyword(keyword) => f.write_str(keyword),
            Self::Parameter(number) => write!(f, "${number}"),
            Self::Call(call) => call.fmt(f),
            Self::Cast { expr, to } => write!(f, "CAST({expr} AS {to})"),
            Self::Special { keyword, arguments } => {
                write!(f, "{keyword}({})", List(arguments, ", "))
            }
            Self::Array(elements) => write!(f, "ARRAY[{}]", List(elements, ", ")),
            Self::ArrayQuery(query) => write!(f, "ARRAY({query})"),
            Self::Subscript { expr, subscripts } => {
                write!(f, "({expr}){}", List(subscripts, ""))
            }
            Self::Scalar(query) => write!(f, "({query})"),
            Self::Exists(query) => write!(f, "EXISTS ({query})"),
            Self::Case(case) => case.fmt(f),
            Self::Operation(operation) => write!(f, "({operation})"),
        }
    }
}

impl Display for Operation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prefix { symbol, operand } => write!(f, "{symbol} {operand}"),
            Self::Chain { symbol, operands } => {
                for (place, operand) in operands.iter().enumerate() {
                    if place > 0 {
                        write!(f, " {symbol} ")?;
                    }
                    operand.fmt(f)?;
                }
                Ok(())
            }
            Self::Test { expr, test } => write!(f, "{expr} {test}"),
            Self::Distinct { left, negated, right } => {
                write!(f, "{left} IS {}DISTINCT FROM {right}", not(*negated))
            }
            Self::Like { expr, like, pattern, escape } => {
                write!(f, "{expr} {like} {pattern}")?;
                match escape {
                    Some(escape) => write!(f, " ESCAPE {}", Quoted(escape)),
                    None => Ok(()),
                }
            }
            Self::Between { expr, negated, low, high } => {
                write!(f, "{expr} {}BETWEEN {low} AND {high}", not(*negated))
            }
            Self::In { expr, negated, list } => {
                write!(f, "{expr} {}IN ({})", not(*negated), List(list, ", "))
            }
            Self::InQuery { expr, negated, query } => {
                write!(f, "{expr} {}IN ({query})", not(*negated))
            }
            Self::Quantified { left, symbol, quantifier, right } => match right {
                Quantity::Array(array) => write!(f, "{left} {symbol} {quantifier} ({array})"),
                Quantity::Query(query) => write!(f, "{left} {symbol} {quantifier} ({query})"),
            },
            Self::Collate { expr, collation } => {
                write!(f, "{expr} COLLATE \"pg_catalog\".{collation}")
            }
        }
    }
}

impl Display for Case {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { operand, whens, otherwise } = self;
        f.write_str("CASE")?;
        if let Some(operand) = operand {
            write!(f, " {operand}")?;
        }
        for (condition, result) in whens {
            write!(f, " WHEN {condition} THEN {result}")?;
        }
        if let Some(otherwise) = otherwise {
            write!(f, " ELSE {otherwise}")?;
        }
        f.write_str(" END")
    }
}

fn not(negated: bool) -> &'static str {
    if negated { "NOT " } else { "" }
}

impl Display for Column {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { relation, name, weight: _ } = self;
        match relation {
            Some(relation) => write!(f, "{relation}.{name}"),
            None => name.fmt(f),
        }
    }
}

impl Display for Subscript {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(index) => write!(f, "[{index}]"),
            Self::Slice(low, high) => {
                f.write_str("[")?;
                if let Some(low) = low {
                    low.fmt(f)?;
                }
                f.write_str(":")?;
                if let Some(high) = high {
                    high.fmt(f)?;
                }
                f.write_str("]")
            }
        }
    }
}

/// A text constant that reads the same under either setting of
/// `standard_conforming_strings`.
struct Quoted<'t>(&'t str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let text = self.0.replace('\'', "''");
        if text.contains('\\') {
            write!(f, "E'{}'", text.replace('\\', "\\\\"))
        } else {
            write!(f, "'{text}'")
        }
    }
}
