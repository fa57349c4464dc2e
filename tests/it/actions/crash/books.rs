//! The three places where an action leaves its key: the order's events, the log,
//! and what is answered when it is repeated.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Deed;
use crate::actions::shop::Shop;

/// How often each key is in each place.
pub(super) struct Books {
    events: BTreeMap<String, usize>,
    log: BTreeMap<String, usize>,
    answers: BTreeMap<String, usize>,
}

impl Books {
    pub(super) async fn read(shop: &Shop) -> Self {
        let events = shop.place.rows("SELECT note FROM order_events").await;
        let log = "SELECT arguments FROM audit_log WHERE outcome = 'done'";
        let log = shop.place.rows(log).await.into_iter().map(|row| {
            let arguments: Value = serde_json::from_str(&row[0]).unwrap();
            vec![arguments["idempotency_key"].as_str().unwrap().to_owned()]
        });
        let answers = "SELECT key FROM idempotency_keys WHERE reply IS NOT NULL";
        let unanswered = "SELECT key FROM idempotency_keys WHERE reply IS NULL";
        assert!(shop.place.rows(unanswered).await.is_empty(), "a key without an answer");
        Self {
            events: counted(events),
            log: counted(log.collect()),
            answers: counted(shop.place.rows(answers).await),
        }
    }

    /// Asserts that what is in one place is in all, and once.
    pub(super) fn agree(&self) {
        assert_eq!(self.events, self.log);
        assert_eq!(self.events, self.answers);
        let twice: Vec<_> = self.events.iter().filter(|(_, count)| **count != 1).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    pub(super) fn done(&self, deed: &Deed) -> bool {
        self.log.contains_key(&deed.key)
    }

    pub(super) fn len(&self) -> usize {
        self.log.len()
    }
}

fn counted(rows: Vec<Vec<String>>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry(row.concat()).or_default() += 1;
    }
    counts
}
