//! Clients that can ask their person: nobody but the person decides.

use serde_json::{Value, json};

use super::shop::{
    A101, CANCEL, CANCELLED, DECLINED, REASON, REFUND, Shop, cancel, confirmed, refund, token_of,
};
use crate::support::{
    database::Kind,
    json::{failure, text},
    mcp::{Mcp, Way, on_every_way},
    person::yes,
};

on_every_way!(
    the_person_reads_what_is_done,
    whatever_is_no_plain_yes_is_a_no,
    what_the_model_says_does_not_count,
    a_changed_target_is_asked_about_again,
    a_target_that_is_gone_is_not_asked_about_again,
);

async fn the_person_reads_what_is_done(way: Way) {
    let shop = Shop::new(Kind::Sqlite).await;
    let mut mcp = Mcp::asking(way, &shop.env(&[])).await;
    let before = shop.state().await;
    let unchanged = async |_| assert_eq!(shop.state().await, before);
    let asked = mcp.meanwhile("cancel_order", &cancel(), &[yes()], unchanged).await;
    let question = json!({
        "mode": "form",
        "message": format!("Cancel an order\n{CANCEL}"),
        "requestedSchema": {
            "type": "object",
            "properties": {
                "confirm": {
                    "type": "boolean",
                    "title": "Yes, do this",
                    "description": "Nothing is changed otherwise",
                    "default": false,
                },
            },
            "required": ["confirm"],
        },
    });
    assert_eq!(asked.questions, [question]);
    assert_eq!(text(&asked.reply), CANCELLED);
    assert_eq!(asked.reply["result"]["structuredContent"]["status"], "done");
    assert_eq!(shop.audit().await, ["cancel_order done  elicited"]);
    let logged = shop.row("SELECT preview, arguments FROM audit_log").await;
    let arguments = r#"{"order_id":"A101","reason":"[redacted, 18 characters]"}"#;
    assert_eq!(logged, format!("{CANCEL} {arguments}"));

    let asked = mcp.asked("refund_order", &refund(), &[yes()]).await;
    assert_eq!(asked.message(), format!("Refund an order\n{REFUND}"));
    let done =
        "Refunded 10.00 USD of order A100; 10.00 USD in all, 239.00 USD left. It is shipped now.";
    assert_eq!(text(&asked.reply), done);
    shop.verified();
}

async fn whatever_is_no_plain_yes_is_a_no(way: Way) {
    let shop = Shop::new(Kind::Sqlite).await;
    let mut mcp = Mcp::asking(way, &shop.env(&[])).await;
    let before = shop.row(A101).await;
    let answers = [
        json!({ "action": "decline" }),
        json!({ "action": "cancel" }),
        json!({ "action": "decline", "content": { "confirm": true } }),
        json!({ "action": "cancel", "content": { "confirm": true } }),
        json!({ "action": "accept" }),
        json!({ "action": "accept", "content": {} }),
        json!({ "action": "accept", "content": null }),
        json!({ "action": "accept", "content": { "confirm": false } }),
        json!({ "action": "accept", "content": { "confirm": "true" } }),
        json!({ "action": "accept", "content": { "confirm": 1 } }),
        json!({ "action": "accept", "content": { "yes": true } }),
        json!({ "action": "accept", "content": [true] }),
        json!({ "action": "ACCEPT", "content": { "confirm": true } }),
        json!({ "content": { "confirm": true } }),
        json!({ "nonsense": [1, 2, 3] }),
        json!({}),
        // No answer to this question at all.
        json!(null),
    ];
    for (number, answer) in answers.iter().enumerate() {
        let asked = mcp.asked("cancel_order", &cancel(), std::slice::from_ref(answer)).await;
        assert_eq!(asked.message(), format!("Cancel an order\n{CANCEL}"));
        assert_eq!(text(&asked.reply), DECLINED, "{answer}");
        let result = &asked.reply["result"]["structuredContent"];
        assert_eq!(
            result,
            &json!({ "status": "declined", "next": "Do not repeat the call unless the user asks for it." })
        );
        assert_eq!(shop.row(A101).await, before, "{answer}");
        assert_eq!(shop.audit().await.len(), number + 1, "{answer}");
    }
    let audit = shop.audit().await;
    assert!(audit.iter().all(|entry| entry == "cancel_order not_done  declined"), "{audit:?}");
    assert_eq!(shop.row("SELECT preview FROM audit_log").await, CANCEL);
    shop.verified();
}

async fn what_the_model_says_does_not_count(way: Way) {
    let shop = Shop::new(Kind::Sqlite).await;
    let mut plain = Mcp::with(way, &shop.env(&[])).await;
    let token = token_of(&plain.call("cancel_order", cancel()).await, CANCEL);
    let mut mcp = Mcp::asking(way, &shop.env(&[])).await;
    let before = shop.row(A101).await;
    let no = [json!({ "action": "decline" })];
    let arguments = confirmed(&cancel(), &token);
    let asked = mcp.asked("cancel_order", &arguments, &no).await;
    assert_eq!(asked.message(), format!("Cancel an order\n{CANCEL}"));
    assert_eq!(text(&asked.reply), DECLINED);
    assert_eq!(shop.row(A101).await, before);
    // What it says is not held against the person either.
    let asked = mcp.asked("cancel_order", &arguments, &[yes()]).await;
    assert_eq!(text(&asked.reply), CANCELLED);
}

/// An answer to the first question while a refund comes in between.
async fn after_a_refund(shop: &Shop, way: Way, answers: &[Value]) -> (Vec<String>, Value) {
    let mut mcp = Mcp::asking(way, &shop.env(&[])).await;
    let refund = "UPDATE orders SET refunded_minor = refunded_minor + 950 WHERE order_id = 'A101'";
    let meanwhile = async |number| {
        if number == 0 {
            shop.place.execute(refund).await;
        }
    };
    let asked = mcp.meanwhile("cancel_order", &cancel(), answers, meanwhile).await;
    let messages = asked.questions.iter().map(|question| question["message"].as_str().unwrap());
    (messages.map(str::to_owned).collect(), asked.reply)
}

async fn a_changed_target_is_asked_about_again(way: Way) {
    let shop = Shop::new(Kind::Sqlite).await;
    let no = json!({ "action": "decline" });
    let (questions, reply) = after_a_refund(&shop, way, &[yes(), no]).await;
    let now = CANCEL.replace("refunded: 0.00", "refunded: 9.50");
    let again = "It has changed meanwhile, so you are asked again.";
    let expected =
        [format!("Cancel an order\n{CANCEL}"), format!("Cancel an order\n{again}\n{now}")];
    assert_eq!(questions, expected);
    assert_eq!(text(&reply), DECLINED);
    assert!(shop.row(A101).await.starts_with("processing 950 0"));

    let (questions, reply) = after_a_refund(&shop, way, &[yes(), yes()]).await;
    assert_eq!(questions.len(), 2);
    assert_eq!(text(&reply), CANCELLED.replace("89.50", "70.50"));
    let audit = ["cancel_order not_done  declined", "cancel_order done  elicited"];
    assert_eq!(shop.audit().await, audit);
    let seen = shop.row("SELECT preview FROM audit_log WHERE outcome = 'done'").await;
    assert_eq!(seen, now.replace("9.50", "19.00").replace("819.00", "89.50"));
}

async fn a_target_that_is_gone_is_not_asked_about_again(way: Way) {
    let shop = Shop::new(Kind::Sqlite).await;
    let mut mcp = Mcp::asking(way, &shop.env(&[])).await;
    let sent = "UPDATE orders SET status = 'shipped' WHERE order_id = 'A101'";
    let meanwhile = async |_| shop.place.execute(sent).await;
    let asked = mcp.meanwhile("cancel_order", &cancel(), &[yes()], meanwhile).await;
    assert!(failure(&asked.reply).0.starts_with("Order A101 is shipped: it cannot be cancelled."));
    assert!(shop.row(A101).await.starts_with("shipped 0 0"));
    assert_eq!(shop.audit().await, ["cancel_order not_done refused elicited"]);
    assert!(!shop.row("SELECT arguments FROM audit_log").await.contains(REASON));
}
