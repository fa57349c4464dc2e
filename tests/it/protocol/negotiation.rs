//! Versions, capabilities and what every result must carry.

use serde_json::{Value, json};

use crate::support::{
    http::Reply,
    json::{self, LEGACY, MODERN, error, meta},
    mcp::{Mcp, Session, Way, on_every_way},
    server::Server,
    stdio::Stdio,
};

on_every_way!(
    only_what_is_served_is_declared,
    results_carry_what_their_era_wants,
    an_unknown_method_is_said_to_be_one,
    ping_belongs_to_the_older_era,
);

const VERSIONS: [&str; 4] = ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26"];

async fn only_what_is_served_is_declared(way: Way) {
    let mut mcp = Mcp::start(way).await;
    let about = mcp.about().await;
    let declared = json!({ "completions": {}, "prompts": {}, "resources": {}, "tools": {} });
    assert_eq!(about["capabilities"], declared);
    for (method, params) in [
        ("logging/setLevel", json!({ "level": "debug" })),
        ("resources/subscribe", json!({ "uri": "catalog://all" })),
        ("resources/unsubscribe", json!({ "uri": "catalog://all" })),
        ("subscriptions/listen", json!({ "notifications": { "toolsListChanged": true } })),
        ("tasks/list", json!({})),
    ] {
        let (code, _) = mcp.refusal(method, params).await;
        assert_eq!(code, -32601, "{method}");
    }
}

async fn results_carry_what_their_era_wants(way: Way) {
    let mut mcp = Mcp::start(way).await;
    let cacheable = [
        ("tools/list", json!({})),
        ("resources/list", json!({})),
        ("resources/templates/list", json!({})),
        ("resources/read", json!({ "uri": "orders://statuses" })),
        ("prompts/list", json!({})),
    ];
    for (method, params) in cacheable {
        let result = mcp.result(method, params).await;
        if way.is_modern() {
            assert_eq!(result["resultType"], "complete", "{method}");
            assert!(result["ttlMs"].as_u64().is_some_and(|ttl| ttl > 0), "{method}");
            assert_eq!(result["cacheScope"], "private", "{method}");
        } else {
            assert_eq!(result.get("resultType"), None, "{method}");
        }
    }
    let prompt = json!({ "name": "test_plan", "arguments": { "feature": "refunds" } });
    let tone = json!({
        "ref": { "type": "ref/prompt", "name": "order_summary" },
        "argument": { "name": "tone", "value": "" },
    });
    let ping = json::call("ping", &json!({}));
    for (method, params) in
        [("tools/call", ping), ("prompts/get", prompt), ("completion/complete", tone)]
    {
        let result = mcp.result(method, params).await;
        let kind = way.is_modern().then(|| json!("complete"));
        assert_eq!(result.get("resultType"), kind.as_ref(), "{method}");
    }
}

async fn an_unknown_method_is_said_to_be_one(way: Way) {
    let mut mcp = Mcp::start(way).await;
    let refusal = mcp.refusal("tools/lost", json!({})).await;
    assert_eq!(refusal, (-32601, "There is no method \"tools/lost\" here.".to_owned()));
}

async fn ping_belongs_to_the_older_era(way: Way) {
    let mut mcp = Mcp::start(way).await;
    // Over stdio a ping may come before anything says which era it is.
    mcp.result("tools/list", json!({})).await;
    let reply = mcp.request("ping", json!({})).await;
    if way.is_modern() {
        assert_eq!(error(&reply).0, -32601);
    } else {
        assert_eq!(reply["result"], json!({}));
    }
}

#[tokio::test]
async fn discovery_says_everything_a_client_needs() {
    let server = Server::new().await;
    let over_http = server.client().request("server/discover", json!({})).await;
    assert_eq!(over_http.status.as_u16(), 200);
    let over_stdio = Stdio::start(&[]).modern("server/discover", json!({})).await;
    for reply in [over_http.json(), over_stdio] {
        let result = &reply["result"];
        assert_eq!(result["supportedVersions"], json!(VERSIONS));
        assert_eq!(result["resultType"], "complete");
        assert_eq!(result["ttlMs"], 300_000);
        assert_eq!(result["cacheScope"], "private");
        let server = &result["_meta"]["io.modelcontextprotocol/serverInfo"];
        assert_eq!(server["name"], "toolhub", "{result}");
        assert_eq!(server["version"], env!("CARGO_PKG_VERSION"));
        assert!(result["instructions"].as_str().unwrap().starts_with("Orders and products"));
    }
}

/// What `initialize` answers to each version a client may ask for.
const NEGOTIATED: [(&str, &str); 7] = [
    ("2025-11-25", "2025-11-25"),
    ("2025-06-18", "2025-06-18"),
    ("2025-03-26", "2025-03-26"),
    // The handshake ends before 2026-07-28; everything else gets the newest with one.
    ("2026-07-28", LEGACY),
    ("2024-11-05", LEGACY),
    ("1999-01-01", LEGACY),
    ("latest", LEGACY),
];

#[tokio::test]
async fn the_handshake_settles_on_a_version_over_http() {
    let server = Server::new().await;
    let client = server.client();
    for (asked, settled) in NEGOTIATED {
        let session = Session::open(&client, asked).await;
        assert_eq!(session.version, settled, "asked for {asked}");
        let listed = session.request(&client, "tools/list", &json!({})).await.json();
        assert_eq!(listed["result"]["tools"][0]["name"], "ping", "{listed}");
    }
}

#[tokio::test]
async fn the_handshake_settles_on_a_version_over_stdio() {
    for (asked, settled) in NEGOTIATED {
        let mut stdio = Stdio::start(&[]);
        let reply = stdio.initialize(asked).await;
        assert_eq!(reply["result"]["protocolVersion"], settled, "asked for {asked}");
        assert_eq!(reply["result"]["serverInfo"]["name"], "toolhub");
        assert!(reply["result"]["serverInfo"]["icons"][0]["src"].is_string());
        let listed = stdio.request("tools/list", &json!({})).await;
        assert_eq!(listed["result"]["tools"][0]["name"], "ping", "{listed}");
    }
}

/// A `tools/list` with this `_meta`.
fn list_with(meta: &Value) -> Value {
    json::request(1, "tools/list", &json!({ "_meta": meta }))
}

#[tokio::test]
async fn a_version_that_is_not_served_is_refused_with_those_that_are() {
    let meta = meta("2031-01-01");
    let server = Server::new().await;
    let request = server.client().post(list_with(&meta).to_string());
    let request = request.header("mcp-protocol-version", "2031-01-01");
    let over_http = Reply::to(request.header("mcp-method", "tools/list")).await;
    assert_eq!(over_http.status.as_u16(), 400);
    let over_stdio = Stdio::start(&[]).request("tools/list", &json!({ "_meta": meta })).await;
    for reply in [over_http.json(), over_stdio] {
        assert_eq!(error(&reply), (-32022, "Unsupported protocol version"));
        let data = json!({ "requested": "2031-01-01", "supported": VERSIONS });
        assert_eq!(reply["error"]["data"], data);
    }
}

#[tokio::test]
async fn a_modern_request_must_say_what_it_speaks() {
    let server = Server::new().await;
    let client = server.client();
    let mut lacks_capabilities = meta(MODERN);
    let capabilities = "io.modelcontextprotocol/clientCapabilities";
    lacks_capabilities.as_object_mut().unwrap().remove(capabilities);
    for (meta, missing) in [
        (json!({}), "io.modelcontextprotocol/protocolVersion, io.modelcontextprotocol/client"),
        (lacks_capabilities, capabilities),
    ] {
        let reply = Reply::to(client.message(&list_with(&meta))).await;
        assert_eq!(reply.status.as_u16(), 400, "{reply:?}");
        let reply = reply.json();
        let (code, message) = error(&reply);
        assert_eq!(code, -32602);
        let expected =
            format!("request _meta is missing or has malformed required fields: {missing}");
        assert!(message.contains(&expected), "{message}");

        let mut stdio = Stdio::start(&[]);
        stdio.modern("server/discover", json!({})).await;
        let reply = stdio.request("tools/list", &json!({ "_meta": meta })).await;
        assert_eq!(error(&reply).0, -32602, "{reply}");
    }
}

#[tokio::test]
async fn headers_must_agree_with_the_body() {
    let server = Server::new().await;
    let client = server.client();
    let ping = json::modern(1, "tools/call", json::call("ping", &json!({})));
    for (version, method, name) in [
        (LEGACY, "tools/call", "ping"),
        (MODERN, "tools/list", "ping"),
        (MODERN, "tools/call", "get_order"),
    ] {
        let request = client.post(ping.to_string()).header("mcp-protocol-version", version);
        let request = request.header("mcp-method", method).header("mcp-name", name);
        let reply = Reply::to(request).await;
        assert_eq!(reply.status.as_u16(), 400, "{reply:?}");
        assert_eq!(error(&reply.json()).0, -32020, "{reply:?}");
    }
    // None at all.
    let reply = Reply::to(client.post(ping.to_string())).await;
    assert_eq!((reply.status.as_u16(), error(&reply.json()).0), (400, -32020));
    let reply = Reply::to(client.message(&ping)).await;
    assert_eq!(reply.status.as_u16(), 200, "{reply:?}");
}

#[tokio::test]
async fn an_unknown_method_is_not_found_over_modern_http() {
    let server = Server::new().await;
    let reply = server.client().request("tools/lost", json!({})).await;
    assert_eq!(reply.status.as_u16(), 404);
    assert_eq!(error(&reply.json()).0, -32601);
}
