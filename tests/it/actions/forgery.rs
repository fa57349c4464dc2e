//! Confirmations that are not what was handed out, to whom, for what, or still:
//! every one is refused, on both ways they come back, and changes nothing.

mod forged;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::shop::{
    A101, CANCEL, CANCELLED, KEY, OTHER_KEY, REASON, Shop, cancel, confirmed, refund, refused_with,
    token_of, with,
};
use crate::support::{
    database::Kind,
    http::Client,
    json::{call, failure, text},
    mcp::{Mcp, Way},
    person::{retry, state, yes},
    server::Server,
};
use forged::forged;

const BAD_TOKEN: &str = "the confirmation_token does not hold: it has expired, was altered, or \
    belongs to another call (caller, tool or arguments)";
const BAD_STATE: &str = "Not done, nothing was changed: the confirmation does not hold: it has \
    expired, was altered, or belongs to another call.\nRepeat the call to be asked anew.";
const USED: &str = "Not done, nothing was changed: this confirmation was used before.\nIf it is to \
    be done once more, call again without confirmation_token for a new preview.";

/// Where confirmations come from.
struct Forger {
    shop: Shop,
    server: Server,
    client: Client,
}

impl Forger {
    async fn new(env: &[(&str, &str)]) -> Self {
        let shop = Shop::new(Kind::Sqlite).await;
        let server = shop.server(env).await;
        let client = server.client();
        Self { shop, server, client }
    }

    /// The token of a preview that `client` gets.
    async fn token(&self, client: &Client, tool: &str, arguments: &Value) -> String {
        let reply = client.call(tool, arguments).await;
        let token = &reply["result"]["structuredContent"]["confirmation_token"];
        token.as_str().unwrap_or_else(|| panic!("{reply}")).to_owned()
    }

    /// The token and the state that another server hands out for the same call.
    async fn elsewhere(&self, env: &[(&str, &str)]) -> [String; 2] {
        let server = self.shop.server(env).await;
        let client = server.client();
        let token = self.token(&client, "cancel_order", &cancel()).await;
        [token, state(&client, &call("cancel_order", &cancel())).await]
    }

    /// What is genuine, but of something else: a token and a state each.
    async fn of_others(&self) -> Vec<(&'static str, [String; 2])> {
        let mut others = vec![
            ("another server's key", self.elsewhere(&[("TOOLHUB_SECRET_KEY", OTHER_KEY)]).await),
            ("a random key's", self.elsewhere(&[("TOOLHUB_SECRET_KEY", "")]).await),
        ];
        let open = [("HTTP_PORT", "0"), ("TOOLHUB_AUTH", "none")];
        let anonymous = Server::bare(&self.shop.env(&open)).await;
        let client = anonymous.stranger();
        let pair = [
            self.token(&client, "cancel_order", &cancel()).await,
            state(&client, &call("cancel_order", &cancel())).await,
        ];
        others.push(("another caller's", pair));
        let mut local = Mcp::with(Way::StdioModern, &self.shop.env(&[])).await;
        let token = token_of(&local.call("cancel_order", cancel()).await, CANCEL);
        others.push(("the local caller's", [token.clone(), token]));
        for (what, tool, arguments) in [
            ("another order's", "refund_order", refund()),
            ("another reason's", "cancel_order", with(&cancel(), &json!({ "reason": "None." }))),
            ("another spelling's", "cancel_order", with(&cancel(), &json!({ "order_id": "a101" }))),
        ] {
            others.push((what, self.both(tool, &arguments).await));
        }
        // The same arguments of another tool, which takes them in another status only.
        let set = |status| format!("UPDATE orders SET status = '{status}' WHERE order_id = 'A101'");
        self.shop.place.execute(&set("shipped")).await;
        others.push(("another tool's", self.both("refund_order", &cancel()).await));
        self.shop.place.execute(&set("processing")).await;
        others
    }

    async fn both(&self, tool: &str, arguments: &Value) -> [String; 2] {
        let token = self.token(&self.client, tool, arguments).await;
        [token, state(&self.client, &call(tool, arguments)).await]
    }

    async fn with_token(&self, token: &str) -> Value {
        self.client.call("cancel_order", &confirmed(&cancel(), token)).await
    }

    async fn with_state(&self, state: &str) -> Value {
        let answers = json!({ "confirm": yes() });
        retry(&self.client, &call("cancel_order", &cancel()), state, answers).await
    }
}

#[tokio::test]
async fn no_forged_token_does_anything() {
    let forger = Forger::new(&[]).await;
    let [token, state] = forger.both("cancel_order", &cancel()).await;
    let mut cases = forged(&token);
    cases.push(("a state".to_owned(), state));
    let others = forger.of_others().await;
    cases.extend(others.into_iter().map(|(what, [token, _])| (what.to_owned(), token)));
    let before = forger.shop.state().await;
    for (what, token) in &cases {
        if token.chars().count() > 512 {
            let reply = forger.with_token(token).await;
            let (text, _) = failure(&reply);
            assert!(
                text.starts_with("Invalid arguments:\n- confirmation_token: "),
                "{what}: {text}"
            );
            continue;
        }
        let reply = forger.with_token(token).await;
        assert!(reply["result"]["isError"] == true, "{what}: {reply}");
        refused_with(&reply, BAD_TOKEN, CANCEL);
    }
    assert!(cases.len() > 150, "{}", cases.len());
    assert_eq!(forger.shop.state().await, before);
    assert_eq!(text(&forger.with_token(&token).await), CANCELLED, "the genuine one is still good");
    assert_eq!(failure(&forger.with_token(&token).await).0, USED);
    assert_eq!(forger.shop.audit().await, ["cancel_order done  token"]);
}

#[tokio::test]
async fn no_forged_state_does_anything() {
    let forger = Forger::new(&[]).await;
    let [token, state] = forger.both("cancel_order", &cancel()).await;
    let mut cases = forged(&state);
    cases.push(("a token".to_owned(), token));
    cases.push(("300 kB".to_owned(), state.repeat(3_000)));
    let others = forger.of_others().await;
    cases.extend(others.into_iter().map(|(what, [_, state])| (what.to_owned(), state)));
    let before = forger.shop.state().await;
    for (what, state) in &cases {
        let reply = forger.with_state(state).await;
        assert_eq!(failure(&reply).0, BAD_STATE, "{what}");
        // A forged no is worth as little as a forged yes.
        let no = json!({ "confirm": { "action": "decline" } });
        let reply = retry(&forger.client, &call("cancel_order", &cancel()), state, no).await;
        assert_eq!(failure(&reply).0, BAD_STATE, "{what}");
    }
    assert_eq!(forger.shop.state().await, before);
    assert_eq!(forger.shop.audit().await, [""; 0]);
    assert_eq!(text(&forger.with_state(&state).await), CANCELLED, "the genuine one is still good");
    assert_eq!(failure(&forger.with_state(&state).await).0, USED);
}

#[tokio::test]
async fn a_question_that_was_declined_is_not_accepted_later() {
    let forger = Forger::new(&[]).await;
    let ask = call("cancel_order", &cancel());
    let state = state(&forger.client, &ask).await;
    let no = json!({ "confirm": { "action": "decline" } });
    let declined = retry(&forger.client, &ask, &state, no.clone()).await;
    assert_eq!(declined["result"]["structuredContent"]["status"], "declined");
    assert_eq!(failure(&forger.with_state(&state).await).0, USED);
    assert_eq!(failure(&retry(&forger.client, &ask, &state, no).await).0, USED);
    assert!(forger.shop.row(A101).await.starts_with("processing 0 0"));
    assert_eq!(forger.shop.audit().await, ["cancel_order not_done  declined"]);
}

/// When what is sealed is over, as it says itself.
fn expiry(sealed: &str) -> Duration {
    let body = URL_SAFE_NO_PAD.decode(sealed.split('.').nth(2).unwrap()).unwrap();
    Duration::from_millis(u64::from_be_bytes(body[..8].try_into().unwrap()))
}

#[tokio::test]
async fn what_has_expired_is_refused() {
    let forger = Forger::new(&[("TOOLHUB_CONFIRM_LIFETIME", "1s")]).await;
    let [token, state] = forger.both("cancel_order", &cancel()).await;
    let before = forger.shop.state().await;
    let over = expiry(&token).max(expiry(&state));
    while let Some(rest) = over.checked_sub(SystemTime::now().duration_since(UNIX_EPOCH).unwrap()) {
        assert!(rest <= Duration::from_secs(1), "{rest:?}");
        tokio::time::sleep(rest + Duration::from_millis(1)).await;
    }
    let reply = forger.with_token(&token).await;
    let (text, _) = failure(&reply);
    let start = format!("Not done, nothing was changed: {BAD_TOKEN}.\nPREVIEW, ");
    assert!(text.starts_with(&start) && text.contains("(valid once, for 1 s)"), "{text}");
    assert_eq!(failure(&forger.with_state(&state).await).0, BAD_STATE);
    assert_eq!(forger.shop.state().await, before);
}

#[tokio::test]
async fn keys_rotate_without_losing_what_is_open() {
    let forger = Forger::new(&[]).await;
    let old = forger.both("cancel_order", &cancel()).await;
    let both = format!("{OTHER_KEY},{KEY}");
    let rotating = forger.shop.server(&[("TOOLHUB_SECRET_KEY", &both)]).await;
    let new = forger.token(&rotating.client(), "cancel_order", &cancel()).await;
    let over = forger.shop.server(&[("TOOLHUB_SECRET_KEY", OTHER_KEY)]).await;

    // Rotated out, the old key's are worth nothing.
    let reply = over.client().call("cancel_order", &confirmed(&cancel(), &old[0])).await;
    refused_with(&reply, BAD_TOKEN, CANCEL);
    let answers = json!({ "confirm": yes() });
    let ask = call("cancel_order", &cancel());
    let reply = retry(&over.client(), &ask, &old[1], answers).await;
    assert_eq!(failure(&reply).0, BAD_STATE);
    // The first key signs: a server that has only the old one does not know it.
    refused_with(&forger.with_token(&new).await, BAD_TOKEN, CANCEL);

    // In between both hold.
    let reply = rotating.client().call("cancel_order", &confirmed(&cancel(), &old[0])).await;
    assert_eq!(text(&reply), CANCELLED);
    let again = json!({ "order_id": "A100", "amount": "1", "reason": REASON });
    let new = forger.token(&rotating.client(), "refund_order", &again).await;
    let reply = over.client().call("refund_order", &confirmed(&again, &new)).await;
    assert!(text(&reply).starts_with("Refunded 1.00 USD of order A100"), "{reply}");
    drop(forger.server);
}
