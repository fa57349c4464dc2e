//! Constants and parameters.

use sqlparser::ast::{self, Expr as Parsed, Value};

use super::{Lower, absent};
use crate::backend::sql::guard::{Refusal, tree::Expr, types::Type};

/// Most digits of a number.
const LONGEST: usize = 400;
/// Most parameters.
const MOST_PARAMETERS: u16 = 999;
/// Units that an interval may be written with.
const UNITS: [&str; 14] = [
    "year", "years", "month", "months", "week", "weeks", "day", "days", "hour", "hours", "minute",
    "minutes", "second", "seconds",
];

impl Lower<'_> {
    pub(super) fn literal(&mut self, value: &ast::ValueWithSpan) -> Result<Expr, Refusal> {
        let ast::ValueWithSpan { value, span: _ } = value;
        match value {
            Value::Number(number, false) => self::number(number),
            Value::SingleQuotedString(text)
            | Value::EscapedStringLiteral(text)
            | Value::UnicodeStringLiteral(text) => self::text(text),
            Value::DollarQuotedString(ast::DollarQuotedString { value, tag: _ }) => {
                self::text(value)
            }
            Value::Boolean(true) => Ok(Expr::Keyword("TRUE")),
            Value::Boolean(false) => Ok(Expr::Keyword("FALSE")),
            Value::Null => Ok(Expr::Keyword("NULL")),
            Value::Placeholder(placeholder) => self.parameter(placeholder),
            _ => Err(Refusal::syntax("a constant of that kind")
                .instead("numbers and texts between single quotes are")),
        }
    }

    fn parameter(&mut self, placeholder: &str) -> Result<Expr, Refusal> {
        let number = placeholder
            .strip_prefix('$')
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|digits| digits.parse().ok())
            .filter(|number| (1..=MOST_PARAMETERS).contains(number));
        let Some(number) = number else {
            return Err(Refusal::named("parameter", placeholder, "is not allowed")
                .instead(format!("$1 to ${MOST_PARAMETERS} are")));
        };
        self.parameters = self.parameters.max(number);
        Ok(Expr::Parameter(number))
    }
}

fn text(text: &str) -> Result<Expr, Refusal> {
    absent(!text.contains('\0'), "a NUL character")?;
    Ok(Expr::text(text))
}

fn number(number: &str) -> Result<Expr, Refusal> {
    let number = number.replace('_', "");
    let (mantissa, exponent) = match number.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (number.as_str(), None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = digits(whole) && digits(fraction) && whole.len() + fraction.len() > 0;
    let small = |exponent: &str| {
        let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        (1..=3).contains(&unsigned.len()) && digits(unsigned)
    };
    if is_plain && exponent.is_none_or(small) && number.len() <= LONGEST {
        return Ok(Expr::Number(number));
    }
    Err(Refusal::named("number", &number, "is not allowed"))
}

/// The place that a whole number stands for in ORDER BY and GROUP BY.
pub(super) fn position(expr: &Parsed) -> Option<u16> {
    match expr {
        Parsed::Value(ast::ValueWithSpan { value: Value::Number(number, false), span: _ }) => {
            number.parse().ok()
        }
        _ => None,
    }
}

/// `INTERVAL '1 day'` and `INTERVAL '1' DAY`.
pub(super) fn interval(interval: &ast::Interval) -> Result<Expr, Refusal> {
    let ast::Interval {
        value,
        leading_field,
        leading_precision,
        last_field,
        fractional_seconds_precision,
    } = interval;
    let refused =
        || Refusal::syntax("an interval of that form").instead("interval '1 day 2 hours' is");
    let Parsed::Value(ast::ValueWithSpan { value: Value::SingleQuotedString(value), span: _ }) =
        &**value
    else {
        return Err(refused().instead("interval '1 day' * n is"));
    };
    absent(leading_precision.is_none() && fractional_seconds_precision.is_none(), "a precision")?;
    let Some(field) = leading_field else {
        return Ok(Expr::text(value).cast(Type::INTERVAL));
    };
    let unit = field.to_string().to_ascii_lowercase();
    let is_number = value.trim().parse::<f64>().is_ok();
    if last_field.is_some() || !is_number || !UNITS.contains(&unit.as_str()) {
        return Err(refused());
    }
    Ok(Expr::text(&format!("{} {unit}", value.trim())).cast(Type::INTERVAL))
}
