//! The same on E2B, or what follows its description.

use serde_json::json;

use crate::support::{
    e2b::E2b,
    mcp::{Mcp, Way},
};

#[tokio::test]
async fn code_runs() {
    let e2b = E2b::new().await;
    let mut mcp = Mcp::with(Way::HttpModern, &e2b.env()).await;
    let reply = mcp.call("run_python", json!({ "code": "6 * 7" })).await;
    assert_eq!(reply["result"]["structuredContent"]["value"], "42", "{reply}");
}
