//! The same attack through the program: `query_sql` over stdio.

use std::time::Duration;

use serde_json::json;

use super::{
    arena::{Arena, Role, TABLES},
    corpus::{shown, statements},
    state,
};
use crate::support::{json, stdio::Stdio};

/// Longer statements are the affair of the transport's limits.
const LONGEST: usize = 60_000;

/// Between two calls, one of which came too soon.
const PAUSE: Duration = Duration::from_millis(100);

#[tokio::test]
async fn hostile_statements_have_no_effect_through_the_tool() {
    let arena = Arena::new(Role::Superuser).await;
    let config = arena.directory().join("toolhub.toml");
    let tables = TABLES.map(|table| format!("\"public.{}\"", table.replace(' ', "*"))).join(", ");
    let url = arena.database.url_at(None, "");
    let text = format!(
        "[sql.sources.shop]\nurl = \"{url}\"\ntables = [{tables}]\n\
         denied_columns = [\"customers.card\"]\nmasked_columns = [\"customers.email\"]\n\
         timeout = \"1s\"\nallow_privileged_role = true\n"
    );
    std::fs::write(&config, text).unwrap();
    let mut client = Stdio::start(&[
        ("TOOLHUB_CONFIG", config.to_str().unwrap()),
        ("TOOLHUB_CALLS_PER_MINUTE", "1000000"),
    ]);
    client.initialize(json::LEGACY).await;
    let before = state::lasting(&arena.admin, arena.directory()).await;
    let mut harm = Vec::new();
    let mut answered = 0;
    let all = statements("hostile.sql", arena.directory());
    let asked = all.iter().filter(|statement| statement.sql.len() < LONGEST);
    for statement in asked.clone() {
        let call = json::call("query_sql", &json!({ "source": "shop", "sql": statement.sql }));
        let mut reply = client.request("tools/call", &call).await;
        while reply.to_string().contains("Rate limit reached") {
            // It says to wait.
            tokio::time::sleep(PAUSE).await;
            reply = client.request("tools/call", &call).await;
        }
        answered += u32::from(reply["result"]["isError"] == false);
        let text = reply.to_string();
        let own = statement.sql.contains("CAN' || 'ARY");
        if text.contains("EVIL RAN") || text.contains("-CANARY") && !own {
            harm.push(format!("{}: {} => {text}", statement.name, shown(&statement.sql)));
        }
    }
    // What is no text at all cannot even be a statement.
    let id = client.id();
    let call = json::call("query_sql", &json!({ "source": "shop", "sql": "SELECT '?'" }));
    let line = json::request(id, "tools/call", &call).to_string();
    let bytes: Vec<u8> = line.bytes().map(|byte| if byte == b'?' { 0xff } else { byte }).collect();
    client.bytes(&[&bytes[..], b"\n"].concat());
    let pong = client.request("tools/call", &json::call("ping", &json!({}))).await;
    assert!(pong["result"]["isError"] != true, "{pong}");
    let held = state::held(&arena.admin).await;
    let after = state::lasting(&arena.admin, arena.directory()).await;
    client.hang_up();
    client.end().await;
    arena.end().await;
    println!("{} through the tool, answered {answered}", asked.count());
    assert!(harm.is_empty(), "{} did harm:\n{}", harm.len(), harm.join("\n"));
    assert_eq!((held.as_str(), after), ("", before));
    assert_eq!(state::calls(&arena.admin).await, "", "functions of the database ran");
}
