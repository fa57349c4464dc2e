//! Where an order stands.

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Where an order stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum OrderStatus {
    /// Placed, payment not confirmed.
    Pending,
    /// Paid, being packed.
    Processing,
    /// Handed to the carrier.
    Shipped,
    /// Received by the customer.
    Delivered,
    /// Called off before it was shipped.
    Cancelled,
    /// The money went back to the customer.
    Refunded,
}

/// Text that names no status.
#[derive(Debug, Error)]
#[error(
    "unknown status {0:?}; it is one of pending, processing, shipped, delivered, cancelled, refunded"
)]
pub struct UnknownStatus(String);

impl OrderStatus {
    /// Every status, in the order an order passes through them.
    pub const ALL: &[Self] = &[
        Self::Pending,
        Self::Processing,
        Self::Shipped,
        Self::Delivered,
        Self::Cancelled,
        Self::Refunded,
    ];

    /// The name used in data and in arguments.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Processing => "processing",
            Self::Shipped => "shipped",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
            Self::Refunded => "refunded",
        }
    }

    /// What it means, in a sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Pending => "The order is placed but its payment is not confirmed yet.",
            Self::Processing => "The order is paid and is being packed.",
            Self::Shipped => "The parcel was handed to the carrier.",
            Self::Delivered => "The customer received the parcel.",
            Self::Cancelled => "The order was called off before it was shipped.",
            Self::Refunded => "The customer got the money back.",
        }
    }
}

impl fmt::Display for OrderStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for OrderStatus {
    type Err = UnknownStatus;

    fn from_str(text: &str) -> Result<Self, UnknownStatus> {
        let known =
            Self::ALL.iter().find(|status| status.as_str().eq_ignore_ascii_case(text.trim()));
        known.copied().ok_or_else(|| UnknownStatus(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;

    #[test]
    fn every_name_reads_back_in_any_letter_case() {
        for status in OrderStatus::ALL {
            assert_eq!(status.to_string().to_uppercase().parse::<OrderStatus>().unwrap(), *status);
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
        }
    }

    #[test]
    fn an_unknown_name_is_told_what_is_allowed() {
        let error = "lost".parse::<OrderStatus>().unwrap_err().to_string();
        assert!(OrderStatus::ALL.iter().all(|status| error.contains(status.as_str())), "{error}");
    }
}
