//! A shop of its own for a test: the sample data, the servers over it, and what
//! is really in it, read behind their backs.

use serde_json::{Value, json};

use crate::support::{
    database::{Kind, Opened, Place},
    program::Program,
    server::Server,
};

/// Keys that seal confirmations.
pub(super) const KEY: &str = "b25lIGtleSBvZiB0aGlydHktdHdvIGJ5dGVzLCB5ZXM=";
pub(super) const OTHER_KEY: &str = "YW5vdGhlciBrZXkgb2YgMzIgYnl0ZXMgZm9yIHRlc3Q=";

/// What a person gives as a reason, and no log may hold.
pub(super) const REASON: &str = "Ravi broke his leg";

/// What is asked before A101 is cancelled and before 10.00 of A100 are refunded.
pub(super) const CANCEL: &str = "Cancel order A101 of customer C-2: processing, 89.50 USD.\n\
    Back into stock: 1 x SKU-2.\n\
    Paid: 89.50 USD, refunded: 0.00 USD; cancelling refunds nothing.";
pub(super) const REFUND: &str = "Refund 10.00 USD of order A100 to customer C-1.\n\
    The order is shipped; paid 249.00 USD, refunded so far 0.00 USD. Left after this: 239.00 USD; \
    the order is shipped then.";
pub(super) const CANCELLED: &str = "Order A101 is cancelled. Back in stock: 1 x SKU-2. 89.50 USD \
    were paid and are not refunded by this: refund_order does.";
pub(super) const DECLINED: &str = "The user declined; nothing was changed. Do not repeat the call \
    unless the user asks for it.";

/// Whether A101 is as the sample data has it.
pub(super) const A101: &str = "SELECT status, refunded_minor, events, (SELECT stock FROM products \
    WHERE sku = 'SKU-2') FROM orders WHERE order_id = 'A101'";

pub(super) struct Shop {
    pub(super) place: Place,
    url: String,
}

impl Shop {
    pub(super) async fn new(kind: Kind) -> Self {
        let Opened { place, .. } = Opened::sample(kind).await;
        Self::at(place)
    }

    /// Over what is in `place`.
    pub(super) fn at(place: Place) -> Self {
        Self { url: place.url(), place }
    }

    /// What a server over this shop is started with: one key, no bound on calls
    /// that a test could meet, and `more`, which wins.
    pub(super) fn env<'a>(&'a self, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let usual = [
            ("DATABASE_URL", self.url.as_str()),
            ("TOOLHUB_SECRET_KEY", KEY),
            ("TOOLHUB_CALLS_PER_MINUTE", "1000000"),
        ];
        [&usual, more].concat()
    }

    pub(super) async fn server(&self, more: &[(&str, &str)]) -> Server {
        Server::with(&self.env(more)).await
    }

    /// Everything that an action may change.
    pub(super) async fn state(&self) -> Vec<Vec<String>> {
        let mut state = Vec::new();
        for sql in [
            "SELECT order_id, status, refunded_minor, events, updated_at FROM orders ORDER BY 1",
            "SELECT sku, stock FROM products ORDER BY 1",
            "SELECT order_id, number, kind, amount_minor, note FROM order_events ORDER BY 1, 2",
            "SELECT nonce FROM spent_confirmations ORDER BY 1",
            "SELECT key, reply FROM idempotency_keys ORDER BY 1",
        ] {
            state.extend(self.place.rows(sql).await);
        }
        state
    }

    /// The first row of a query, its columns separated by spaces.
    pub(super) async fn row(&self, sql: &str) -> String {
        self.place.rows(sql).await.first().map(|row| row.join(" ")).unwrap_or_default()
    }

    /// What the audit log says of each call: tool, outcome, detail, decision.
    pub(super) async fn audit(&self) -> Vec<String> {
        let sql = "SELECT tool, outcome, detail, decision FROM audit_log ORDER BY seq";
        self.place.rows(sql).await.iter().map(|row| row.join(" ")).collect()
    }

    /// Exit code and output of `toolhub audit verify` with `args`.
    pub(super) fn verify(&self, args: &[&str]) -> (i32, String) {
        let output = Program::run(&[&["audit", "verify"], args].concat(), &self.env(&[]));
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.code().unwrap(), text)
    }

    /// Asserts that the chain is whole; answers its last entry as NUMBER:HASH.
    #[track_caller]
    pub(super) fn verified(&self) -> String {
        let (code, text) = self.verify(&[]);
        assert_eq!(code, 0, "{text}");
        text.rsplit(' ').next().unwrap().trim().to_owned()
    }
}

/// The arguments that [`CANCEL`] and [`REFUND`] are about.
pub(super) fn cancel() -> Value {
    json!({ "order_id": "A101", "reason": REASON })
}

pub(super) fn refund() -> Value {
    json!({ "order_id": "A100", "amount": "10.00", "reason": REASON })
}

/// The same arguments with `more`.
pub(super) fn with(arguments: &Value, more: &Value) -> Value {
    let mut arguments = arguments.clone();
    arguments.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    arguments
}

/// The same arguments, confirmed with `token`.
pub(super) fn confirmed(arguments: &Value, token: &str) -> Value {
    with(arguments, &json!({ "confirm": true, "confirmation_token": token }))
}

/// The token of a preview of `preview`, whose every word is checked.
#[track_caller]
pub(super) fn token_of(reply: &Value, preview: &str) -> String {
    let structured = &reply["result"]["structuredContent"];
    let token = structured["confirmation_token"].as_str().unwrap_or_else(|| panic!("{reply}"));
    let expected = json!({
        "status": "preview",
        "preview": preview,
        "confirmation_token": token,
        "expires_in_seconds": 300,
        "next": "To do it, repeat the call with the same arguments, confirm=true and this \
    confirmation_token. Do so only when the user wants exactly this.",
    });
    assert_eq!(structured, &expected);
    assert_eq!(crate::support::json::text(reply), offer(preview, token));
    token.to_owned()
}

/// What a model reads with a preview.
pub(super) fn offer(preview: &str, token: &str) -> String {
    format!(
        "PREVIEW, nothing has been changed yet.\n{preview}\nTo do it, repeat the call with the \
         same arguments and confirm=true, confirmation_token=\"{token}\" (valid once, for 5 \
         minutes). Do so only when the user wants exactly this."
    )
}

/// The new token of a refusal for `problem` that shows `preview` again.
#[track_caller]
pub(super) fn refused_with(reply: &Value, problem: &str, preview: &str) -> String {
    let (text, _) = crate::support::json::failure(reply);
    let token = text.split("confirmation_token=\"").nth(1).and_then(|rest| rest.split('"').next());
    let token = token.unwrap_or_else(|| panic!("{text}"));
    let offer = offer(preview, token);
    assert_eq!(text, format!("Not done, nothing was changed: {problem}.\n{offer}"));
    assert_eq!(reply["result"]["_meta"]["toolhub/error"]["kind"], "not_confirmed");
    token.to_owned()
}
