//! SQLite's mathematical functions, which the bundled library leaves out.

use rusqlite::{
    Connection, Result,
    functions::{Context, FunctionFlags},
    types::{Value, ValueRef},
};

type OfOne = (&'static str, fn(f64) -> f64);

const OF_ONE: [OfOne; 20] = [
    ("acos", f64::acos),
    ("acosh", f64::acosh),
    ("asin", f64::asin),
    ("asinh", f64::asinh),
    ("atan", f64::atan),
    ("atanh", f64::atanh),
    ("cos", f64::cos),
    ("cosh", f64::cosh),
    ("degrees", f64::to_degrees),
    ("exp", f64::exp),
    ("ln", f64::ln),
    ("log", f64::log10),
    ("log10", f64::log10),
    ("log2", f64::log2),
    ("radians", f64::to_radians),
    ("sin", f64::sin),
    ("sinh", f64::sinh),
    ("sqrt", f64::sqrt),
    ("tan", f64::tan),
    ("tanh", f64::tanh),
];

/// To a whole number; one that is whole already keeps its type.
const ROUNDING: [OfOne; 4] =
    [("ceil", f64::ceil), ("ceiling", f64::ceil), ("floor", f64::floor), ("trunc", f64::trunc)];

type OfTwo = (&'static str, fn(f64, f64) -> f64);

const OF_TWO: [OfTwo; 5] = [
    ("atan2", f64::atan2),
    ("log", |base, number| number.log(base)),
    ("mod", |number, by| number % by),
    ("pow", f64::powf),
    ("power", f64::powf),
];

/// Makes them known on a connection.
pub(super) fn add(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    for (name, function) in OF_ONE {
        connection.create_scalar_function(name, 1, flags, move |context| {
            Ok(number(context, 0).map(function).filter(|answer| !answer.is_nan()))
        })?;
    }
    for (name, function) in ROUNDING {
        connection.create_scalar_function(name, 1, flags, move |context| {
            Ok(match context.get_raw(0) {
                ValueRef::Integer(whole) => Value::Integer(whole),
                _ => number(context, 0).map(function).map_or(Value::Null, Value::Real),
            })
        })?;
    }
    for (name, function) in OF_TWO {
        connection.create_scalar_function(name, 2, flags, move |context| {
            let operands = number(context, 0).zip(number(context, 1));
            Ok(operands.map(|(a, b)| function(a, b)).filter(|answer| !answer.is_nan()))
        })?;
    }
    connection.create_scalar_function("pi", 0, flags, |_| Ok(std::f64::consts::PI))
}

/// An argument as a number; text counts when all of it is one.
fn number(context: &Context<'_>, index: usize) -> Option<f64> {
    match context.get_raw(index) {
        ValueRef::Null | ValueRef::Blob(_) => None,
        #[expect(clippy::cast_precision_loss, reason = "as SQLite does")]
        ValueRef::Integer(whole) => Some(whole as f64),
        ValueRef::Real(real) => Some(real),
        ValueRef::Text(text) => std::str::from_utf8(text).ok()?.trim().parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;

    #[test]
    fn they_answer_as_documented() {
        let connection = Connection::open_in_memory().unwrap();
        add(&connection).unwrap();
        for (call, expected) in [
            ("ceil(1.2)", "2.0"),
            ("ceil(3)", "3"),
            ("floor(-1.5)", "-2.0"),
            ("trunc('2.7')", "2.0"),
            ("sqrt(16)", "4.0"),
            ("sqrt(-1)", "NULL"),
            ("sqrt(NULL)", "NULL"),
            ("sqrt('x')", "NULL"),
            ("pow(2, 10)", "1024.0"),
            ("mod(7.5, 2)", "1.5"),
            ("mod(7, 0)", "NULL"),
            ("log(100)", "2.0"),
            ("log(2, 8)", "3.0"),
            ("pi() > 3.14", "1"),
        ] {
            let answer: String = connection
                .query_row(&format!("SELECT quote({call})"), [], |row| row.get(0))
                .unwrap();
            assert_eq!(answer, expected, "{call}");
        }
    }
}
