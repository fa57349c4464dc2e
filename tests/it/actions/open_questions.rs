//! Questions that are open while something else happens: a client of an older
//! version is asked by requests, which it may answer late, crosswise or never.

use serde_json::{Value, json};

use super::shop::{A101, CANCELLED, DECLINED, REASON, Shop, cancel};
use crate::support::{
    database::Kind,
    json::{LEGACY, call, failure, initialize_asking, notification, request, text},
    mcp::{Mcp, Session, Way},
    person::yes,
    stdio::Stdio,
};

const STATE: &str = "Not done, nothing was changed: the confirmation does not hold: it has \
    expired, was altered, or belongs to another call.\nRepeat the call to be asked anew.";

/// A host whose person has not answered yet.
struct Host {
    shop: Shop,
    stdio: Stdio,
}

impl Host {
    async fn new(env: &[(&str, &str)]) -> Self {
        let shop = Shop::new(Kind::Sqlite).await;
        let mut stdio = Stdio::start(&shop.env(env));
        stdio.greet(&initialize_asking(LEGACY)).await;
        Self { shop, stdio }
    }

    /// Calls, and receives the question.
    async fn asked(&mut self, tool: &str, arguments: &Value) -> (u64, Value) {
        let id = self.stdio.id();
        self.stdio.send(&request(id, "tools/call", &call(tool, arguments)));
        let question = self.stdio.receive().await.unwrap();
        assert_eq!(question["method"], "elicitation/create", "{question}");
        (id, question["id"].clone())
    }

    fn answer(&mut self, question: &Value, result: &Value) {
        self.stdio.send(&json!({ "jsonrpc": "2.0", "id": question, "result": result }));
    }

    async fn untouched(&self) {
        assert!(self.shop.row(A101).await.starts_with("processing 0 0"));
        assert_eq!(self.shop.row("SELECT count(*) FROM spent_confirmations").await, "0");
    }
}

#[tokio::test]
async fn silence_is_no_yes() {
    let mut host = Host::new(&[("TOOLHUB_CONFIRM_LIFETIME", "1s")]).await;
    let (id, question) = host.asked("cancel_order", &cancel()).await;
    let reply = host.stdio.reply(id).await;
    assert_eq!(failure(&reply).0, STATE);
    host.untouched().await;
    // Too late.
    host.answer(&question, &yes());
    text(&host.stdio.request("tools/call", &call("ping", &json!({}))).await);
    host.untouched().await;
}

#[tokio::test]
async fn a_call_that_was_withdrawn_is_not_done_by_a_late_yes() {
    let mut host = Host::new(&[]).await;
    let (id, question) = host.asked("cancel_order", &cancel()).await;
    let params = json!({ "requestId": id, "reason": "changed my mind" });
    host.stdio.send(&notification("notifications/cancelled", &params));
    host.answer(&question, &yes());
    text(&host.stdio.request("tools/call", &call("ping", &json!({}))).await);
    host.stdio.hang_up();
    let Host { shop, stdio } = host;
    let (_, status) = stdio.end().await;
    assert!(status.success());
    assert!(shop.row(A101).await.starts_with("processing 0 0"));
    assert!(
        shop.audit().await.iter().all(|entry| !entry.contains("done ")),
        "{:?}",
        shop.audit().await
    );
}

#[tokio::test]
async fn a_host_that_hangs_up_has_not_agreed() {
    let mut host = Host::new(&[]).await;
    host.asked("cancel_order", &cancel()).await;
    host.stdio.hang_up();
    let Host { shop, stdio } = host;
    let (_, status) = stdio.end().await;
    assert!(status.success());
    assert!(shop.row(A101).await.starts_with("processing 0 0"));
}

#[tokio::test]
async fn another_session_cannot_answer() {
    let shop = Shop::new(Kind::Sqlite).await;
    let mut mcp = Mcp::asking(Way::HttpLegacy, &shop.env(&[])).await;
    let neighbour = mcp.neighbour();
    let meanwhile = async |_| {
        let session = Session::greet(&neighbour, &initialize_asking(LEGACY)).await;
        for id in 0..5 {
            let answer = json!({ "jsonrpc": "2.0", "id": id, "result": yes() });
            session.post(&neighbour, &answer).await;
        }
    };
    let no = [json!({ "action": "decline" })];
    let asked = mcp.meanwhile("cancel_order", &cancel(), &no, meanwhile).await;
    assert_eq!(text(&asked.reply), DECLINED);
    assert!(shop.row(A101).await.starts_with("processing 0 0"));
    assert_eq!(shop.audit().await, ["cancel_order not_done  declined"]);
}

#[tokio::test]
async fn an_answer_belongs_to_its_own_question() {
    let mut host = Host::new(&[]).await;
    let refund = json!({ "order_id": "A100", "amount": "1", "reason": REASON });
    let (cancelling, first) = host.asked("cancel_order", &cancel()).await;
    let (refunding, second) = host.asked("refund_order", &refund).await;
    assert_ne!(first, second);
    // In the other order, and one of them twice.
    host.answer(&second, &json!({ "action": "decline" }));
    host.answer(&second, &yes());
    host.answer(&first, &yes());
    host.answer(&first, &json!({ "action": "decline" }));
    host.answer(&json!(4_711), &yes());
    assert_eq!(text(&host.stdio.reply(cancelling).await), CANCELLED);
    let declined = host.stdio.reply(refunding).await;
    assert_eq!(declined["result"]["structuredContent"]["status"], "declined");
    let mut audit = host.shop.audit().await;
    audit.sort_unstable();
    assert_eq!(audit, ["cancel_order done  elicited", "refund_order not_done  declined"]);
    host.shop.verified();
}
