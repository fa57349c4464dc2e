//! An action on the order database that breaks after it has written: nothing of
//! it is left but its entry.

use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::{super::Registry, execute, road};
use crate::{
    auth,
    backend::{db::Tx, ledger::AuditFilter, orders::Cannot},
    caller::Scope,
    dispatch::{Answer, Call, Origin, Person},
    tool::{Action, Ctx, Destructive, Entry, Limits, Output, Preview, ToolError},
    toolset::Toolset,
};

/// Writes a note, and then does as it is told.
struct Scribble;

#[derive(Debug, Deserialize, JsonSchema)]
struct Args {
    does: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Scribbled {}

impl Output for Scribbled {
    fn text(&self) -> String {
        "Scribbled.".to_owned()
    }
}

impl Action for Scribble {
    const NAME: &'static str = "scribble";
    const TITLE: &'static str = "Scribble";
    const DESCRIPTION: &'static str = "Scribbles.";
    const TOOLSET: Toolset = Toolset::Core;
    const SCOPE: Scope = Scope::OrdersWrite;
    const LIMITS: Limits = Limits { deadline: Some(Duration::from_secs(1)), ..Limits::DEFAULT };
    type Args = Args;
    type Output = Scribbled;
    type Target = Tx;

    async fn apply(ctx: &Ctx, tx: &mut Tx, args: Args) -> Result<Scribbled, ToolError> {
        let noted: Result<String, Cannot> =
            ctx.backends.orders.add_note(tx, "A1", "scribble", "me").await?;
        assert!(noted.is_ok(), "{noted:?}");
        match args.does.as_str() {
            "panics" => panic!("as it was told to"),
            "fails" => Err(ToolError::Internal("as it was told to".into())),
            "hangs" => std::future::pending().await,
            _ => Ok(Scribbled {}),
        }
    }
}

impl Destructive for Scribble {
    async fn preview(_: &Ctx, _: &mut Tx, _: &Args) -> Result<Preview, ToolError> {
        Ok(Preview { text: "Scribble.".to_owned(), version: "1".to_owned() })
    }
}

fn call(does: &str, token: Option<&serde_json::Value>) -> Call {
    let args = json!({ "does": does, "confirm": token.is_some(), "confirmation_token": token });
    let origin = Origin {
        caller: auth::local(),
        transport: "pipe",
        protocol: None,
        trace_id: None,
        read_only: false,
        cancel: CancellationToken::new(),
        progress: crate::tool::Progress::default(),
    };
    let args = args.as_object().cloned().unwrap_or_default();
    Call { origin, tool: "scribble".to_owned(), args, person: Person::OutOfReach }
}

#[tokio::test]
async fn what_breaks_after_it_has_written_leaves_its_entry_alone() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let tools = vec![Entry::destructive::<Scribble>().expect("a sound schema")];
    let registry = Registry::new(Toolset::ALL, tools, Vec::new(), Vec::new());
    let road = road(&dir, registry.expect("no two of one name")).await;
    let order = "INSERT INTO customers VALUES ('C-1', 'Ravi', 'ravi@example.com');
        INSERT INTO orders (order_id, customer_id, status, total_minor, currency, placed_at,
        updated_at) VALUES ('A1', 'C-1', 'pending', 1, 'USD', '2026-01-31T00:00:00.000000Z',
        '2026-01-31T00:00:00.000000Z')";
    execute(&dir, order);
    let mut expected = Vec::new();
    for (does, kind, events) in [
        ("panics", Some("internal"), 0),
        ("fails", Some("internal"), 0),
        ("hangs", Some("timed_out"), 0),
        ("works", None, 1),
    ] {
        let Ok(Answer::Reply(preview)) = road.call(call(does, None)).await else {
            panic!("{does}")
        };
        let token = preview.structured.get("confirmation_token");
        let result = road.call(call(does, token)).await;
        assert_eq!(result.err().map(|failure| failure.kind), kind, "{does}");
        let order = road.0.backends.orders.get("A1").await.expect("readable").expect("there");
        assert_eq!(order.history.len(), events, "{does}");
        let outcome = if kind.is_none() { "done" } else { "not_done" };
        expected.push((outcome.to_owned(), kind.map(str::to_owned), "token".to_owned()));
    }
    let entries = road.0.backends.ledger.entries(&AuditFilter::default(), 0, 10).await;
    let entries = entries.expect("readable").into_iter();
    let entries: Vec<_> =
        entries.map(|entry| (entry.outcome, entry.detail, entry.decision)).collect();
    assert_eq!(entries, expected);
}
