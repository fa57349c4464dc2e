//! Servers and requests that change nothing: the tools are not there, and not
//! done when they are called all the same.

use reqwest::RequestBuilder;
use serde_json::{Value, json};

use super::shop::{CANCEL, CANCELLED, Shop, cancel, confirmed, token_of};
use crate::support::{
    database::Kind,
    http::{Client, Reply},
    json::{self, LEGACY, call, failure, modern, text},
    mcp::{Mcp, Session, Way, on_every_way},
    person::{retry, state, yes},
};

on_every_way!(a_read_only_server_changes_nothing);

const REFUSED: &str = "Not permitted: this server, or this connection to it, is read-only. Nothing \
    was changed; repeating the call will not help.";
const ACTIONS: [&str; 3] = ["add_order_note", "cancel_order", "refund_order"];

fn actions(tools: &Value) -> Vec<&str> {
    let names = tools["result"]["tools"].as_array().unwrap_or_else(|| panic!("{tools}"));
    let names = names.iter().filter_map(|tool| tool["name"].as_str());
    let mut names: Vec<_> = names.filter(|name| ACTIONS.contains(name)).collect();
    names.sort_unstable();
    names
}

async fn a_read_only_server_changes_nothing(way: Way) {
    let shop = Shop::new(Kind::Sqlite).await;
    let mut open = Mcp::with(way, &shop.env(&[])).await;
    let token = token_of(&open.call("cancel_order", cancel()).await, CANCEL);
    let tools = open.request("tools/list", json!({})).await;
    assert_eq!(actions(&tools), ACTIONS);

    let mut mcp = Mcp::with(way, &shop.env(&[("TOOLHUB_READ_ONLY", "1")])).await;
    let before = shop.state().await;
    let tools = mcp.request("tools/list", json!({})).await;
    assert_eq!(actions(&tools), [""; 0]);
    let note = json!({ "order_id": "A100", "note": "x" });
    for (tool, arguments) in [
        ("cancel_order", cancel()),
        ("cancel_order", confirmed(&cancel(), &token)),
        ("add_order_note", note),
        ("refund_order", json!({ "nonsense": true })),
    ] {
        let reply = mcp.call(tool, arguments).await;
        assert_eq!(failure(&reply).0, REFUSED);
        assert_eq!(reply["result"]["_meta"]["toolhub/error"]["kind"], "read_only");
    }
    assert_eq!(shop.state().await, before);
    let refused = |tool| format!("{tool} forbidden read_only none");
    let expected = ["cancel_order", "cancel_order", "add_order_note", "refund_order"].map(refused);
    assert_eq!(shop.audit().await, expected);
    assert!(text(&mcp.call("get_order", json!({ "order_id": "A100" })).await).contains("A100"));
    shop.verified();
}

/// The reply to a modern request with that value of the header.
async fn marked(client: &Client, method: &str, params: Value, value: &str) -> Value {
    let request = client.message(&modern(client.id(), method, params));
    Reply::to(read_only(request, value)).await.json()
}

fn read_only(request: RequestBuilder, value: &str) -> RequestBuilder {
    request.header("x-mcp-readonly", value)
}

#[tokio::test]
async fn a_request_can_tighten_and_never_loosen() {
    let shop = Shop::new(Kind::Sqlite).await;
    let server = shop.server(&[]).await;
    let client = server.client();
    let token = token_of(&client.call("cancel_order", &cancel()).await, CANCEL);
    let before = shop.state().await;
    let confirmed = call("cancel_order", &confirmed(&cancel(), &token));
    for value in ["true", "1", "yes", "", "treu"] {
        let tools = marked(&client, "tools/list", json!({}), value).await;
        assert_eq!(actions(&tools), [""; 0], "{value}");
        let reply = marked(&client, "tools/call", confirmed.clone(), value).await;
        assert_eq!(failure(&reply).0, REFUSED, "{value}");
    }
    // Within a session of an older version it is each request's own.
    let session = Session::open(&client, LEGACY).await;
    let listing = json::request(5, "tools/list", &json!({})).to_string();
    let tools = Reply::to(read_only(session.mark(client.post(listing.clone())), "true")).await;
    assert_eq!(actions(&tools.json()), [""; 0]);
    let calling = json::request(6, "tools/call", &confirmed).to_string();
    let reply = Reply::to(read_only(session.mark(client.post(calling)), "true")).await;
    assert_eq!(failure(&reply.json()).0, REFUSED);
    assert_eq!(actions(&Reply::to(session.mark(client.post(listing))).await.json()), ACTIONS);
    assert_eq!(shop.state().await, before);

    // An answer to a question is refused like the call it belongs to.
    let strict_server = shop.server(&[("TOOLHUB_READ_ONLY", "1")]).await;
    let strict = strict_server.client();
    let ask = call("cancel_order", &cancel());
    let asked = state(&client, &ask).await;
    let reply = retry(&strict, &ask, &asked, json!({ "confirm": yes() })).await;
    assert_eq!(failure(&reply).0, REFUSED);
    for value in ["false", "0"] {
        let reply = marked(&strict, "tools/call", confirmed.clone(), value).await;
        assert_eq!(failure(&reply).0, REFUSED, "{value} loosens nothing");
    }
    assert_eq!(shop.state().await, before);
    let done = marked(&client, "tools/call", confirmed, "false").await;
    assert_eq!(text(&done), CANCELLED);
}
