//! Callers that lack a scope.

use super::{super::Registry, road};
use crate::{
    backend::ledger::AuditFilter,
    caller::Caller,
    dispatch::{Answer, Call, Origin, Person},
    prompts,
    resource::Asked,
    resources, tools,
    toolset::Toolset,
};

fn registry() -> Registry {
    let tools = tools::ALL.iter().map(|entry| entry().expect("a sound schema")).collect();
    let resources = resources::ALL.iter().map(|entry| entry()).collect();
    let prompts = prompts::ALL.iter().map(|entry| entry()).collect();
    Registry::new(Toolset::ALL, tools, resources, prompts).expect("no two of one name")
}

fn visitor() -> Origin {
    Origin {
        caller: Caller::new("visitor", []),
        transport: "tcp",
        protocol: None,
        trace_id: None,
        read_only: false,
        cancel: tokio_util::sync::CancellationToken::new(),
        progress: crate::tool::Progress::default(),
    }
}

fn call(tool: &str, args: &serde_json::Value) -> Call {
    let args = args.as_object().cloned().unwrap_or_default();
    Call { origin: visitor(), tool: tool.to_owned(), args, person: Person::OutOfReach }
}

#[tokio::test]
async fn without_the_scope_nothing_is_done() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let road = road(&dir, registry()).await;
    let origin = visitor();
    let text = "Not permitted: this needs the scope `orders:read`, which the credential in use \
        does not hold. Ask the operator for it; repeating the call will not help.";
    // Not even the arguments are looked at.
    let none = serde_json::json!({});
    let refused = road.call(call("get_order", &none)).await.expect_err("no scope");
    assert_eq!((refused.kind, refused.text.as_str()), ("forbidden", text));
    let refused = road.read(&origin, "catalog://all").await.expect_err("no scope");
    assert_eq!((refused.kind, refused.text.as_str()), ("forbidden", text));
    let refused = road.prompt(&origin, "order_summary", [].into()).await.expect_err("no scope");
    assert_eq!(refused.kind, "forbidden");
    let uri = "catalog://item/{sku}";
    let asked = Asked { variable: "sku".into(), prefix: String::new(), known: [].into() };
    let refused = road.complete_resource(&origin, uri, asked).await.expect_err("no scope");
    assert_eq!(refused.kind, "forbidden");
    let pong = road.call(call("ping", &none)).await.expect("open to all");
    assert!(matches!(pong, Answer::Reply(reply) if reply.text == "pong"));
    assert!(road.read(&origin, "config://server").await.is_ok());
    let ledger = &road.0.backends.ledger;
    let entries = ledger.entries(&AuditFilter::default(), 0, 10).await.expect("readable");
    assert_eq!(entries.len(), 4);
    assert!(entries.iter().all(|entry| entry.arguments == "{}"), "{entries:?}");
}

#[tokio::test]
async fn a_refusal_is_recorded_without_what_is_personal() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let road = road(&dir, registry()).await;
    let args = serde_json::json!({
        "order_id": "A100", "reason": "Ravi is ill", "Reason": "Ravi is ill",
        "confirmation_token": "abc", "note": { "text": "Ravi is ill" },
    });
    let refused = road.call(call("cancel_order", &args)).await.expect_err("no scope");
    assert!(refused.text.contains("the scope `orders:write`"), "{}", refused.text);
    let ledger = &road.0.backends.ledger;
    let entries = ledger.entries(&AuditFilter::default(), 0, 10).await.expect("readable");
    let [entry] = entries.as_slice() else { panic!("one entry: {entries:?}") };
    assert_eq!(entry.request_id, refused.reference);
    assert_eq!((entry.principal.as_str(), entry.tool.as_str()), ("visitor", "cancel_order"));
    let outcome = (entry.outcome.as_str(), entry.detail.as_deref());
    assert_eq!(outcome, ("forbidden", Some("orders:write")));
    let shown = r#"{"order_id":"A100","reason":"[redacted, 11 characters]","confirmation_token":"[redacted, 3 characters]","unknown_arguments":2}"#;
    assert_eq!(entry.arguments, shown);
}
