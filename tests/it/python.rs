//! `run_python`, through the program, with real sandboxes.

mod e2b;
mod files;
mod lifecycle;
mod offering;
mod outcomes;
mod proofs;
mod results;
mod sessions;
mod supervisor;
mod walls;

use serde_json::{Value, json};

use crate::support::{
    docker::Sandboxes,
    mcp::{Mcp, Way},
};

/// A client of a program that has sandboxes.
struct Python {
    mcp: Mcp,
    sandboxes: Sandboxes,
}

impl Python {
    async fn start() -> Self {
        Self::with(&[]).await
    }

    /// The same with `env` besides.
    async fn with(env: &[(&str, &str)]) -> Self {
        let sandboxes = Sandboxes::new().await;
        let mcp = Mcp::with(Way::HttpModern, &[&sandboxes.env(), env].concat()).await;
        Self { mcp, sandboxes }
    }

    /// The whole result of a run.
    async fn result(&mut self, arguments: Value) -> Value {
        let mut reply = self.mcp.call("run_python", arguments).await;
        assert_ne!(reply["result"]["isError"], true, "{reply}");
        reply["result"].take()
    }

    /// What a program reads of the run of `code`.
    async fn run(&mut self, code: &str) -> Value {
        self.result(json!({ "code": code })).await["structuredContent"].take()
    }

    /// That code still runs, as if nothing had been.
    async fn is_well(&mut self) {
        let run = self.run("6 * 7").await;
        assert_eq!((&run["exit"], &run["value"]), (&json!("ok"), &json!("42")), "{run}");
    }
}
