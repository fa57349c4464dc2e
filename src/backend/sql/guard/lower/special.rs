//! Functions that SQL writes with words between their arguments. Each becomes the
//! call that PostgreSQL makes of it.

use sqlparser::ast::{self, CeilFloorKind, DateTimeField, Expr as Parsed, TrimWhereField};

use super::{Lower, absent, arguments::builtin};
use crate::backend::sql::guard::{Refusal, scope::Scope, tree::Expr};

/// What EXTRACT takes out of a moment or an interval.
const FIELDS: [&str; 26] = [
    "century",
    "day",
    "decade",
    "dow",
    "doy",
    "epoch",
    "hour",
    "isodow",
    "isoyear",
    "julian",
    "microsecond",
    "microseconds",
    "millennium",
    "millisecond",
    "milliseconds",
    "minute",
    "month",
    "quarter",
    "second",
    "seconds",
    "timezone",
    "timezone_hour",
    "timezone_minute",
    "week",
    "weeks",
    "year",
];

impl Lower<'_> {
    /// The call behind a special form; none if `expr` is no such form.
    pub(super) fn special(
        &mut self,
        expr: &Parsed,
        scope: &Scope<'_>,
    ) -> Result<Option<Expr>, Refusal> {
        let (name, arguments): (_, Vec<&Parsed>) = match expr {
            Parsed::AtTimeZone { timestamp, time_zone } => ("timezone", vec![time_zone, timestamp]),
            Parsed::Position { expr, r#in } => ("position", vec![r#in, expr]),
            Parsed::Ceil { expr, field } => ("ceil", vec![whole(expr, field)?]),
            Parsed::Floor { expr, field } => ("floor", vec![whole(expr, field)?]),
            Parsed::Substring { expr, substring_from, substring_for, special: _, shorthand } => {
                return self
                    .substring(
                        *shorthand,
                        expr,
                        (substring_from.as_deref(), substring_for.as_deref()),
                        scope,
                    )
                    .map(Some);
            }
            Parsed::Overlay { expr, overlay_what, overlay_from, overlay_for } => {
                let parts =
                    [Some(expr), Some(overlay_what), Some(overlay_from), overlay_for.as_ref()];
                ("overlay", parts.into_iter().flatten().map(|part| &**part).collect())
            }
            Parsed::Trim { trim_where, trim_what, expr, trim_characters } => {
                let mut arguments = vec![&**expr];
                arguments.extend(trim_what.as_deref());
                arguments.extend(trim_characters.iter().flatten());
                absent(arguments.len() <= 2, "TRIM of several texts")?;
                (trim(*trim_where), arguments)
            }
            Parsed::Extract { field, syntax, expr } => {
                absent(matches!(syntax, ast::ExtractSyntax::From), "EXTRACT with a comma")?;
                let arguments = vec![Expr::text(&self::field(field)?), self.expr(expr, scope)?];
                return Ok(Some(Expr::call(builtin("extract")?, arguments)));
            }
            _ => return Ok(None),
        };
        let arguments = arguments.into_iter().map(|argument| self.expr(argument, scope));
        let arguments = arguments.collect::<Result<_, _>>()?;
        Ok(Some(Expr::call(builtin(name)?, arguments)))
    }

    fn substring(
        &mut self,
        shorthand: bool,
        expr: &Parsed,
        (from, length): (Option<&Parsed>, Option<&Parsed>),
        scope: &Scope<'_>,
    ) -> Result<Expr, Refusal> {
        let mut arguments = vec![self.expr(expr, scope)?];
        match from {
            Some(from) => arguments.push(self.expr(from, scope)?),
            None => arguments.push(Expr::Number("1".to_owned())),
        }
        if let Some(length) = length {
            arguments.push(self.expr(length, scope)?);
        }
        let name = if shorthand { "substr" } else { "substring" };
        Ok(Expr::call(builtin(name)?, arguments))
    }
}

/// The function that trims on that side.
pub(super) fn trim(side: Option<TrimWhereField>) -> &'static str {
    match side {
        Some(TrimWhereField::Leading) => "ltrim",
        Some(TrimWhereField::Trailing) => "rtrim",
        Some(TrimWhereField::Both) | None => "btrim",
    }
}

fn whole<'e>(expr: &'e Parsed, field: &CeilFloorKind) -> Result<&'e Parsed, Refusal> {
    match field {
        CeilFloorKind::DateTimeField(DateTimeField::NoDateTime) => Ok(expr),
        CeilFloorKind::DateTimeField(_) | CeilFloorKind::Scale(_) => {
            Err(Refusal::syntax("rounding to a unit").instead("round(value, digits) is"))
        }
    }
}

fn field(field: &DateTimeField) -> Result<String, Refusal> {
    let name = field.to_string().trim_matches('\'').to_ascii_lowercase();
    if FIELDS.contains(&name.as_str()) {
        return Ok(name);
    }
    Err(Refusal::named("EXTRACT field", &name, "is not allowed")
        .instead(format!("allowed: {}", FIELDS.join(", "))))
}
