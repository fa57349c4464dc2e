//! A result that one caller kept, and others who want it.

use std::collections::BTreeMap;

use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::{super::Registry, execute, file, road_to};
use crate::{
    caller::{Caller, Scope},
    config::{
        SqlConfig, Store,
        sql::{ORDERS, SourceConfig, SourceLimits, Visible},
    },
    dispatch::{Answer, Call, Origin, Person},
    resources, tools,
    toolset::Toolset,
};

fn origin(name: &str, scopes: &[Scope]) -> Origin {
    Origin {
        caller: Caller::new(name, scopes),
        transport: "tcp",
        protocol: None,
        trace_id: None,
        read_only: false,
        cancel: CancellationToken::new(),
        progress: crate::tool::Progress::default(),
    }
}

#[tokio::test]
async fn a_kept_result_is_for_whoever_kept_it() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    execute(&dir, "CREATE TABLE t (x)");
    let source = SourceConfig {
        store: Store::Sqlite { path: file(&dir), embedded: false },
        description: None,
        visible: Visible::default(),
        limits: SourceLimits::default(),
        allow_privileged_role: false,
        caller_identity: None,
    };
    let sources = BTreeMap::from([(ORDERS.to_owned(), source)]);
    let config = SqlConfig { adhoc: true, sources, queries: BTreeMap::new() };
    let tools = tools::sql::entries(&config).expect("sound schemas");
    let resources = resources::ALL.iter().map(|entry| entry()).collect();
    let registry = Registry::new(&[Toolset::Sql], tools, resources, Vec::new());
    let road = road_to(&dir, registry.expect("no two of one name"), &config).await;
    let ann = origin("ann", &[Scope::SqlRead]);
    let args = json!({ "sql": "SELECT 1 AS one", "keep": "csv" });
    let args = args.as_object().cloned().unwrap_or_default();
    let (tool, person) = ("query_sql".to_owned(), Person::OutOfReach);
    let call = Call { origin: ann.clone(), tool, args, person };
    let Ok(Answer::Reply(reply)) = road.call(call).await else { panic!("no reply") };
    let uri = reply.structured.pointer("/kept/uri").and_then(|uri| uri.as_str()).expect("a uri");
    let (_, document) = road.read(&ann, uri).await.expect("it is ann's");
    assert_eq!(document.file.expect("a file").content, "one\r\n1\r\n");
    let refused = road.read(&origin("bob", &[Scope::SqlRead]), uri).await.expect_err("not bob's");
    assert_eq!(refused.kind, "not_found");
    let refused = road.read(&origin("ann", &[Scope::PythonRun]), uri).await.expect_err("no scope");
    assert_eq!(refused.kind, "forbidden");
}
