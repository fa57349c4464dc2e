//! What only a caller without scopes meets; everything else is tested from the
//! outside.

#![expect(clippy::expect_used, reason = "a test may fail loudly")]

use std::sync::Arc;

use super::{Call, LocalPermits, Origin, Parts, Registry, Road};
use crate::{
    about::{About, AboutLimits},
    backend::Backends,
    caller::Caller,
    config::{DatabaseConfig, SandboxConfig, SqlConfig, Store},
    cursor::Cursors,
    prompts, resources, tools,
    toolset::Toolset,
};

fn registry() -> Registry {
    let tools = tools::ALL.iter().map(|entry| entry().expect("a sound schema")).collect();
    let resources = resources::ALL.iter().map(|entry| entry()).collect();
    let prompts = prompts::ALL.iter().map(|entry| entry()).collect();
    Registry::new(Toolset::ALL, tools, resources, prompts).expect("no two of one name")
}

async fn road(dir: &tempfile::TempDir) -> Road {
    let store = Store::Sqlite { path: dir.path().join("orders.db"), embedded: false };
    let acquire_timeout = std::time::Duration::from_secs(1);
    let database = DatabaseConfig { store, pool_size: 1, acquire_timeout };
    let backends =
        Backends::open(&database, &SqlConfig::default(), &SandboxConfig::off(), acquire_timeout)
            .await
            .expect("an empty database");
    let limits = AboutLimits {
        call_timeout_seconds: 1.0,
        response_tokens: 1,
        calls_per_minute: 1,
        page_size: 1,
    };
    Road::new(Parts {
        registry: registry().into(),
        backends: Arc::new(backends),
        cursors: Arc::new(Cursors::new("key", [])),
        about: Arc::new(About {
            server: "toolhub",
            version: "0",
            protocol_versions: &[],
            toolsets: Vec::new(),
            tools: Vec::new(),
            database: "sqlite",
            limits,
        }),
        limits: crate::config::LimitsConfig::default(),
        permits: Box::<LocalPermits>::default(),
        metrics: Arc::default(),
    })
}

#[tokio::test]
async fn without_the_scope_nothing_is_done() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let road = road(&dir).await;
    let origin = Origin {
        caller: Caller::new("visitor", []),
        transport: "tcp",
        protocol: None,
        cancel: tokio_util::sync::CancellationToken::new(),
        progress: crate::tool::Progress::default(),
    };
    let text = "Not permitted: this needs the scope `orders:read`, which the credential in use \
        does not hold. Ask the operator for it; repeating the call will not help.";
    // Not even the arguments are looked at.
    let call = |tool: &str| Call {
        origin: origin.clone(),
        tool: tool.to_owned(),
        args: serde_json::Map::new(),
    };
    let refused = road.call(call("get_order")).await.expect_err("no scope");
    assert_eq!((refused.kind, refused.text.as_str()), ("forbidden", text));
    let refused = road.read(&origin, "catalog://all").await.expect_err("no scope");
    assert_eq!((refused.kind, refused.text.as_str()), ("forbidden", text));
    let refused = road.prompt(&origin, "order_summary", [].into()).await.expect_err("no scope");
    assert_eq!(refused.kind, "forbidden");
    let uri = "catalog://item/{sku}";
    let refused = road.complete_resource(&origin, uri, "sku", "").await.expect_err("no scope");
    assert_eq!(refused.kind, "forbidden");
    assert_eq!(road.call(call("ping")).await.expect("open to all").text, "pong");
    assert!(road.read(&origin, "config://server").await.is_ok());
}
