//! A point in time as a model writes it.

use std::borrow::Cow;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de::Error as _};

/// A date (its first moment in UTC) or a date and time with an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When(pub(super) Timestamp);

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        parse(text.trim()).map(Self).ok_or_else(|| {
            D::Error::custom(format!(
                "{:?} is not a date (2026-01-31) or a time with an offset (2026-01-31T12:00:00Z)",
                crate::text::excerpt(&text, 40)
            ))
        })
    }
}

fn parse(text: &str) -> Option<Timestamp> {
    // A date alone would also parse as a prefix of a longer form: try the exact one first.
    if text.len() == 10 {
        let date: Date = text.parse().ok()?;
        return Some(date.to_zoned(TimeZone::UTC).ok()?.timestamp());
    }
    text.parse().ok()
}

impl JsonSchema for When {
    fn schema_name() -> Cow<'static, str> {
        "When".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "examples": ["2026-01-31", "2026-01-31T12:00:00Z"] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times() {
        let check = |text: &str, expect: Option<&str>| {
            let found: Option<When> = serde_json::from_value(text.into()).ok();
            assert_eq!(found.map(|when| when.0.to_string()).as_deref(), expect, "{text}");
        };
        check("2026-01-31", Some("2026-01-31T00:00:00Z"));
        check("2026-01-31T12:00:00Z", Some("2026-01-31T12:00:00Z"));
        check("2026-01-31T12:00:00+02:00", Some("2026-01-31T10:00:00Z"));
        check("2026-02-31", None);
        check("2026-01-31T12:00:00", None);
        check("yesterday", None);
        check("99999-01-01", None);
        check("", None);
    }
}
