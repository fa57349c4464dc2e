//! PostgreSQL stops and comes back. Every reply stays quick, says what to do and
//! tells nothing; the log tells everything but the password.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{
    cluster::{Cluster, DATABASE, PASSWORD, USER},
    http::{Client, Reply},
    json::failure,
    metrics::Metrics,
    server::Server,
};

const A_SECOND: Duration = Duration::from_secs(1);

/// What no reply may hold, whatever went wrong.
fn leaks(text: &str, cluster: &Cluster) -> Vec<String> {
    let port = cluster.port.to_string();
    let told = [
        "127.0.0.1",
        "localhost",
        &port,
        USER,
        PASSWORD,
        DATABASE,
        "postgres",
        "SELECT",
        "FROM",
        "orders.",
        "refused",
        "os error",
        "/tmp",
        "src/",
        ".rs",
        "panicked",
        "deadpool",
        "tokio",
    ];
    let found = told.iter().filter(|word| text.contains(**word));
    found.map(ToString::to_string).collect()
}

#[track_caller]
fn tells_nothing(reply: &Reply, cluster: &Cluster) {
    let leaks = leaks(&reply.body, cluster);
    assert!(leaks.is_empty(), "{leaks:?} in {}", reply.body);
}

/// Asks, and checks that the answer took less than a second.
async fn quickly(client: &Client, method: &str, params: Value) -> Reply {
    let started = Instant::now();
    let reply = client.request(method, params).await;
    let took = started.elapsed();
    assert!(took < A_SECOND, "{method} took {took:?}");
    reply
}

/// Everything that needs the database answers that it is not there.
async fn everything_is_unavailable(server: &Server, cluster: &Cluster) {
    let client = server.client();
    for (tool, arguments) in [
        ("get_order", json!({ "order_id": "A100" })),
        ("list_orders", json!({})),
        ("list_orders", json!({ "customer": "Ravi" })),
        ("order_stats", json!({ "group_by": "status" })),
        ("search_products", json!({ "query": "keyboard" })),
    ] {
        let params = json!({ "name": tool, "arguments": arguments });
        let reply = quickly(&client, "tools/call", params).await;
        tells_nothing(&reply, cluster);
        let reply = reply.json();
        let (text, reference) = failure(&reply);
        assert_eq!(text, unavailable(reference));
        let event = server.program.log.reference(reference).await;
        assert_eq!((&event["level"], &event["outcome"]), (&json!("ERROR"), &json!("unavailable")));
        let chain = event["error.chain"].as_str().unwrap();
        assert!(chain.starts_with("orders unavailable: the orders database is unavailable: "));
    }
    for (method, params) in [
        ("resources/read", json!({ "uri": "catalog://all" })),
        ("resources/read", json!({ "uri": "catalog://item/SKU-1" })),
        (
            "prompts/get",
            json!({ "name": "order_summary", "arguments": { "order_id": "A100", "tone": "brief" } }),
        ),
        (
            "completion/complete",
            json!({
                "ref": { "type": "ref/prompt", "name": "order_summary" },
                "argument": { "name": "order_id", "value": "A" },
            }),
        ),
    ] {
        let reply = quickly(&client, method, params).await;
        tells_nothing(&reply, cluster);
        let error = &reply.json()["error"];
        let reference = error["data"]["toolhub/error"]["reference"].as_str().unwrap();
        assert_eq!(error["code"], -32000, "{method}");
        assert_eq!(error["message"], unavailable(reference));
    }
    // What needs no database works as ever.
    for (method, params) in [
        ("tools/list", json!({})),
        ("resources/read", json!({ "uri": "orders://statuses" })),
        ("tools/call", json!({ "name": "ping" })),
    ] {
        let reply = quickly(&client, method, params).await.json();
        assert!(reply["result"]["isError"] != true && reply.get("error").is_none(), "{reply}");
    }
    let listed = client.request("resources/list", json!({})).await;
    tells_nothing(&listed, cluster);
    assert_eq!(listed.json()["result"]["resources"].as_array().unwrap().len(), 3);
}

fn unavailable(reference: &str) -> String {
    format!(
        "Temporarily unavailable: the system behind this does not answer. Repeat the call in a \
         few seconds; if it persists, give the operator this reference: {reference}."
    )
}

async fn ready(server: &Server, cluster: &Cluster, expected: u16) {
    let started = Instant::now();
    let reply = server.stranger().get("/readyz").await;
    assert!(started.elapsed() < A_SECOND, "took {:?}", started.elapsed());
    assert_eq!(reply.status.as_u16(), expected, "{reply:?}");
    tells_nothing(&reply, cluster);
}

#[tokio::test]
async fn an_outage_is_survived_without_a_restart() {
    let mut cluster = Cluster::start_new().await;
    let server = Server::with(&[("DATABASE_URL", &cluster.url()), ("LOG_LEVEL", "trace")]).await;
    let client = server.client();
    ready(&server, &cluster, 200).await;
    let missing = client.call("get_order", &json!({ "order_id": "A100" })).await;
    assert!(failure(&missing).0.starts_with("There is no order \"A100\"."));

    for _ in 0..2 {
        cluster.stop();
        everything_is_unavailable(&server, &cluster).await;
        ready(&server, &cluster, 503).await;
        assert_eq!(client.get("/healthz").await.status.as_u16(), 200);
        cluster.start().await;
        // The first call after the outage gets through.
        let missing = client.call("get_order", &json!({ "order_id": "A100" })).await;
        assert!(failure(&missing).0.starts_with("There is no order \"A100\"."), "{missing}");
        ready(&server, &cluster, 200).await;
    }

    let metrics = Metrics(client.get("/metrics").await.body);
    let name = "toolhub_backend_connection_failures_total";
    assert_eq!(metrics.value(name, &[("backend", "orders")]), 18);
    assert!(!server.program.log.text().await.contains(PASSWORD));
}

#[tokio::test]
async fn a_server_that_comes_later_is_found() {
    let mut cluster = Cluster::start_new().await;
    cluster.stop();
    let server = Server::with(&[("DATABASE_URL", &cluster.url()), ("LOG_LEVEL", "trace")]).await;
    everything_is_unavailable(&server, &cluster).await;
    ready(&server, &cluster, 503).await;
    cluster.start().await;
    ready(&server, &cluster, 200).await;
    let reply = server.client().call("list_orders", &json!({})).await;
    assert_eq!(crate::support::json::text(&reply), "No orders match.");
    assert!(!server.program.log.text().await.contains(PASSWORD));
}
