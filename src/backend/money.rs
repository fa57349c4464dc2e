//! Exact money: whole minor units and an ISO 4217 currency, never a float.

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use thiserror::Error;

/// An ISO 4217 currency code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// An amount in some currency's minor units, printed as a decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount {
    minor: i64,
    decimals: u8,
}

/// Text that is no currency code.
#[derive(Debug, Error)]
#[error("a currency is three capital letters as in ISO 4217, for instance USD")]
pub struct CurrencyError;

impl Currency {
    /// The three letters.
    pub fn as_str(&self) -> &str {
        // Only ASCII letters get in, so this is always valid UTF-8.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// How many digits ISO 4217 gives the currency behind the decimal point.
    pub fn decimals(self) -> u8 {
        match self.as_str() {
            "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF"
            | "UGX" | "UYI" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            "CLF" | "UYW" => 4,
            _ => 2,
        }
    }

    /// An amount of this currency, in its minor units (cents).
    pub fn amount(self, minor: i64) -> Amount {
        Amount { minor, decimals: self.decimals() }
    }
}

/// Text that is no amount of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AmountError {
    /// Not digits with at most one decimal point.
    #[error("is not a plain decimal number")]
    NotDecimal,
    /// Finer than the currency.
    #[error("has more decimals than the currency's {0}")]
    TooFine(u8),
    /// Larger than anything.
    #[error("is too large")]
    TooLarge,
}

impl Currency {
    /// The amount that `text` spells, for instance `12.50`: digits, and behind a
    /// point at most as many as the currency has.
    pub fn parse(self, text: &str) -> Result<Amount, AmountError> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(fraction) {
            return Err(AmountError::NotDecimal);
        }
        let (decimals, fraction) = (self.decimals(), fraction.trim_end_matches('0'));
        let width = usize::from(decimals);
        if fraction.len() > width {
            return Err(AmountError::TooFine(decimals));
        }
        let minor = format!("{whole}{fraction:0<width$}").parse();
        minor.map(|minor| self.amount(minor)).map_err(|_| AmountError::TooLarge)
    }
}

impl Amount {
    /// The amount in minor units.
    pub fn minor(self) -> i64 {
        self.minor
    }
}

impl FromStr for Currency {
    type Err = CurrencyError;

    fn from_str(code: &str) -> Result<Self, CurrencyError> {
        let letters: [u8; 3] = code.as_bytes().try_into().map_err(|_| CurrencyError)?;
        if letters.iter().all(u8::is_ascii_uppercase) {
            Ok(Self(letters))
        } else {
            Err(CurrencyError)
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10_u64.pow(u32::from(self.decimals));
        let (whole, rest) = (self.minor.unsigned_abs() / unit, self.minor.unsigned_abs() % unit);
        let digits = match usize::from(self.decimals) {
            0 => whole.to_string(),
            width => format!("{whole}.{rest:0width$}"),
        };
        f.pad_integral(self.minor >= 0, "", &digits)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Currency {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Currency".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[A-Z]{3}$" })
    }
}

impl JsonSchema for Amount {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Amount".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": r"^-?\d+(\.\d+)?$" })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

    use proptest::prelude::*;

    use super::*;

    fn shown(minor: i64, currency: &str) -> String {
        currency.parse::<Currency>().unwrap().amount(minor).to_string()
    }

    #[test]
    fn the_currency_decides_the_decimals() {
        assert_eq!(shown(24_900, "USD"), "249.00");
        assert_eq!(shown(24_900, "JPY"), "24900");
        assert_eq!(shown(24_900, "KWD"), "24.900");
        assert_eq!(shown(-5, "EUR"), "-0.05");
        assert_eq!(shown(i64::MIN, "USD"), "-92233720368547758.08");
    }

    #[test]
    fn only_three_capital_letters_are_a_currency() {
        for code in ["", "usd", "US", "USDT", "U$D", "ÜS"] {
            assert!(code.parse::<Currency>().is_err(), "{code:?}");
        }
    }

    #[test]
    fn amounts_are_read_exactly() {
        let read = |text: &str, code: &str| {
            code.parse::<Currency>().unwrap().parse(text).map(Amount::minor)
        };
        assert_eq!(read("12.50", "USD"), Ok(1_250));
        assert_eq!(read("12.5", "USD"), Ok(1_250));
        assert_eq!(read("12", "USD"), Ok(1_200));
        assert_eq!(read("12.000", "USD"), Ok(1_200));
        assert_eq!(read("007", "JPY"), Ok(7));
        assert_eq!(read("0.001", "KWD"), Ok(1));
        assert_eq!(read("0.001", "USD"), Err(AmountError::TooFine(2)));
        assert_eq!(read("0.5", "JPY"), Err(AmountError::TooFine(0)));
        assert_eq!(read("92233720368547758.08", "USD"), Err(AmountError::TooLarge));
        for text in ["", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", " 1", "1.2.3", "NaN", "١"] {
            assert_eq!(read(text, "USD"), Err(AmountError::NotDecimal), "{text:?}");
        }
    }

    #[test]
    fn money_is_a_string_in_json() {
        let currency: Currency = "USD".parse().unwrap();
        let json = |value: serde_json::Value| value.to_string();
        assert_eq!(json(serde_json::to_value(currency.amount(8_950)).unwrap()), r#""89.50""#);
        assert_eq!(json(serde_json::to_value(currency).unwrap()), r#""USD""#);
    }

    proptest! {
        #[test]
        fn no_digit_is_lost(minor: i64, code in prop::sample::select(vec!["USD", "JPY", "KWD", "CLF"])) {
            let text = shown(minor, code);
            let digits: String = text.chars().filter(|c| *c != '.').collect();
            prop_assert_eq!(digits.parse::<i64>().unwrap(), minor);
            let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            prop_assert_eq!(decimals, usize::from(code.parse::<Currency>().unwrap().decimals()));
        }
    }
}
