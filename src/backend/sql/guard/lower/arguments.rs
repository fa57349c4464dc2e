//! Arguments that decide how large a result gets. A constant is checked; what is
//! only known when the statement runs is printed through a cast that fails, with
//! PostgreSQL's own message, where it is too large: never silently cut.

use super::path;
use crate::backend::sql::guard::{
    Refusal,
    functions::{Function, Growth},
    operators::Symbol,
    tree::{Argument, Arguments, Call, Expr, Operation},
    types::Type,
};

/// Digits of the largest count that repeat, lpad and rpad take when they run.
const DIGITS: i64 = 4;
/// Longest run of constant `generate_series`.
const LONGEST_SERIES: f64 = 1e6;

/// A function that other spellings stand for.
pub(super) fn builtin(name: &'static str) -> Result<Function, Refusal> {
    Function::named(name).ok_or_else(|| Refusal::named("function", name, "is not allowed"))
}

impl Call {
    /// This call with its result bounded.
    pub(super) fn bounded(self) -> Result<Self, Refusal> {
        let name = self.function.name();
        let growth = self.function.growth();
        let Self { arguments, .. } = self;
        let arguments = match (growth, arguments) {
            (Growth::Repeat | Growth::Pad, Arguments::List(list)) => {
                Arguments::List(counted(name, list)?)
            }
            (Growth::Format | Growth::Path | Growth::Series, Arguments::List(list)) => {
                let values = unnamed(name, &list)?;
                match growth {
                    Growth::Format => pattern(values.first().copied())?,
                    Growth::Path => path::argument(values.get(1).copied())?,
                    _ => series(&values)?,
                }
                Arguments::List(list)
            }
            (_, arguments) => arguments,
        };
        Ok(Self { arguments, ..self })
    }
}

fn unnamed<'a>(function: &str, list: &'a [Argument]) -> Result<Vec<&'a Expr>, Refusal> {
    list.iter()
        .map(|Argument { name, value }| match name {
            None => Ok(value),
            Some(_) => Err(Refusal::named("function", function, "takes no named arguments here")),
        })
        .collect()
}

/// The second argument as a count of at most four digits.
fn counted(function: &str, list: Vec<Argument>) -> Result<Vec<Argument>, Refusal> {
    unnamed(function, &list)?;
    let counted = list.into_iter().enumerate().map(|(place, Argument { name, value })| {
        let value = if place == 1 { count(function, value)? } else { value };
        Ok(Argument { name, value })
    });
    counted.collect()
}

fn count(function: &str, value: Expr) -> Result<Expr, Refusal> {
    match value {
        Expr::Number(number) if number.len() <= 4 => Ok(Expr::Number(number)),
        Expr::Number(_) => {
            Err(Refusal::named("function", function, "may make at most 9999 of something"))
        }
        Expr::Cast { expr, to } if to == Type::INT4 && is_limited(&expr) => {
            Ok(Expr::Cast { expr, to })
        }
        other => Ok(other.cast(Type::whole(DIGITS)).cast(Type::INT4)),
    }
}

fn is_limited(expr: &Expr) -> bool {
    matches!(expr, Expr::Cast { expr: _, to } if *to == Type::whole(DIGITS))
}

/// Refuses a format pattern whose widths are not written down or long.
fn pattern(pattern: Option<&Expr>) -> Result<(), Refusal> {
    let Some(Expr::Text(pattern)) = pattern else {
        return Err(Refusal::new("format", "needs a constant pattern").instead("|| joins texts"));
    };
    let mut rest = pattern.as_str();
    while let Some((_, after)) = rest.split_once('%') {
        let end = after.find(['s', 'I', 'L', '%']).unwrap_or(after.len());
        let specifier = after.get(..end).unwrap_or_default();
        let long = specifier.split(|char: char| !char.is_ascii_digit()).any(|run| run.len() > 3);
        if long || specifier.contains('*') {
            return Err(Refusal::new("format", "may pad to at most 999 characters"));
        }
        rest = after.get(end + 1..).unwrap_or_default();
    }
    Ok(())
}

/// Refuses a series of constants that is very long.
fn series(values: &[&Expr]) -> Result<(), Refusal> {
    let constants: Vec<_> = values.iter().map(|value| constant(value)).collect();
    let at = |place: usize| constants.get(place).copied().flatten();
    let (from, to) = (at(0), at(1));
    let step = if values.len() > 2 { at(2) } else { Some(1.0) };
    if let (Some(from), Some(to), Some(step)) = (from, to, step)
        && step != 0.0
        && ((to - from) / step) > LONGEST_SERIES
    {
        let problem = format!("may give at most {LONGEST_SERIES} rows");
        return Err(Refusal::new("generate_series", problem));
    }
    Ok(())
}

fn constant(value: &Expr) -> Option<f64> {
    match value {
        Expr::Number(number) => number.parse().ok(),
        Expr::Operation(operation) => match &**operation {
            Operation::Prefix { symbol, operand } if *symbol == Symbol::SIGN => {
                constant(operand).map(|number| -number)
            }
            _ => None,
        },
        _ => None,
    }
}
