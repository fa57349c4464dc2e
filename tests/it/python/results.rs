//! Results of queries, from `query_sql` to `run_python` past the model.

use serde_json::{Value, json};

use super::Python;
use crate::{
    sql_source::postgres::Place,
    support::{
        json::{failure, text},
        mcp::{Mcp, Way},
    },
};

/// Keeps the result of `sql` as `format`; the reply.
async fn keep(mcp: &mut Mcp, sql: &str, format: &str) -> Value {
    let reply = mcp.call("query_sql", json!({ "sql": sql, "keep": format })).await;
    assert_ne!(reply["result"]["isError"], true, "{reply}");
    reply
}

fn uri(reply: &Value) -> &str {
    reply["result"]["structuredContent"]["kept"]["uri"].as_str().unwrap()
}

#[tokio::test]
async fn a_result_of_sqlite_is_analysed() {
    let mut python = Python::start().await;
    let sql = "SELECT status, total_minor, placed_at FROM orders ORDER BY order_id";
    let reply = keep(&mut python.mcp, sql, "csv").await;
    let kept = &reply["result"]["structuredContent"]["kept"];
    let all = "SELECT count(*), sum(total_minor) FROM orders";
    let mut told = python.mcp.call("query_sql", json!({ "sql": all })).await;
    let told = told["result"]["structuredContent"]["rows"][0].take();
    assert_eq!(kept["rows"], told[0]);
    let code = "import pandas as pd\nd = pd.read_csv('/tmp/in/orders.csv')\n\
                len(d), int(d['total_minor'].sum()), list(d.columns)";
    let files = json!([{ "name": "orders.csv", "uri": uri(&reply) }]);
    let run = python.result(json!({ "code": code, "files": files })).await;
    let expected = format!("({}, {}, ['status', 'total_minor', 'placed_at'])", told[0], told[1]);
    assert_eq!(run["structuredContent"]["value"], json!(expected));
}

#[tokio::test]
async fn a_result_of_postgres_is_analysed_exactly() {
    let place = Place::new(
        "CREATE TABLE t (id int8 PRIMARY KEY, n numeric, e text); \
         INSERT INTO t VALUES (9223372036854775807, 0.10, E'a\"b,\\n\\tä'), (1, NULL, NULL), \
         (2, 12345678901234567890.5, '')",
    )
    .await;
    let directory = tempfile::tempdir().unwrap();
    let config = directory.path().join("toolhub.toml");
    std::fs::write(&config, format!("[sql.sources.shop]\nurl = \"{}\"\n", place.url())).unwrap();
    let mut python = Python::with(&[("TOOLHUB_CONFIG", config.to_str().unwrap())]).await;
    let mut files = Vec::new();
    for format in ["csv", "json"] {
        let sql = "SELECT * FROM public.t ORDER BY id";
        let arguments = json!({ "source": "shop", "sql": sql, "keep": format });
        let reply = python.mcp.call("query_sql", arguments).await;
        files.push(json!({ "name": format, "uri": uri(&reply) }));
    }
    let code = "import csv, json\nfrom decimal import Decimal\n\
        rows = list(csv.reader(open('/tmp/in/csv', newline='')))[1:]\n\
        data = json.load(open('/tmp/in/json'))['data']\n\
        assert [int(r[0]) for r in rows] == [r[0] for r in data] == [1, 2, 2**63 - 1]\n\
        assert [r[1] for r in data] == [None, '12345678901234567890.5', '0.10']\n\
        assert [Decimal(r[1]) for r in rows[1:]] == [Decimal(r[1]) for r in data[1:]]\n\
        assert [r[2] for r in data] == [None, '', 'a\"b,\\n\\tä']\n\
        assert open('/tmp/in/csv').read().splitlines()[1:3] == ['1,,', '2,12345678901234567890.5,\"\"']\n\
        rows[2][2] == data[2][2]";
    let run = python.result(json!({ "code": code, "files": files })).await;
    assert_eq!(run["structuredContent"]["value"], "True", "{run}");
}

#[tokio::test]
async fn the_reply_says_where_it_is_and_how_it_begins() {
    let mut mcp = Mcp::start(Way::HttpModern).await;
    let sql = "SELECT order_id FROM orders ORDER BY order_id";
    let reply = keep(&mut mcp, sql, "csv").await;
    let result = &reply["result"]["structuredContent"];
    assert_eq!(result["rows"].as_array().unwrap().len(), 5);
    assert_eq!((&result["more_available"], &result["notes"]), (&json!(false), &json!([])));
    let (rows, bytes) = (&result["kept"]["rows"], &reply["result"]["content"][1]["size"]);
    let uri = uri(&reply);
    let first = format!(
        "KEPT for 15 minutes: {rows} rows (text/csv, {bytes} bytes) as {uri}. It begins:\norder_id\n"
    );
    assert!(text(&reply).starts_with(&first), "{}", text(&reply));
    let link = json!({
        "type": "resource_link", "uri": uri, "name": "result", "mimeType": "text/csv", "size": bytes
    });
    assert_eq!(reply["result"]["content"][1], link);
    let read = mcp.result("resources/read", json!({ "uri": uri })).await;
    let content = read["contents"][0]["text"].as_str().unwrap();
    assert_eq!(Some(content.len() as u64), bytes.as_u64());
    assert!(content.starts_with("order_id\r\nA100\r\n"), "{content}");
    let reply = keep(&mut mcp, sql, "json").await;
    let read = mcp.result("resources/read", json!({ "uri": self::uri(&reply) })).await;
    assert_eq!(read["contents"][0]["mimeType"], "application/json");
    let content: Value =
        serde_json::from_str(read["contents"][0]["text"].as_str().unwrap()).unwrap();
    assert_eq!(content["data"][0], json!(["A100"]));
    let one = json!({ "sql": sql, "keep": "csv", "limit": 1 });
    let reply = mcp.call("query_sql", one).await;
    assert_eq!(reply["result"]["structuredContent"]["rows"], json!([["A100"]]));
    let gone = json!({ "uri": "sql://results/0" });
    let (_, words) = mcp.refusal("resources/read", gone).await;
    let expected = "There is no such result any more. Results are kept for 15 minutes: ask the \
                    query again with keep.";
    assert_eq!(words, expected);
}

#[tokio::test]
async fn what_is_not_kept_is_said_and_can_be_kept_next() {
    let directory = tempfile::tempdir().unwrap();
    let config = directory.path().join("toolhub.toml");
    let file = "[sql.sources.orders]\nmax_kept_rows = 3\n[sql.queries.ids]\ndescription = \"Ids.\"\n\
                sql = \"SELECT order_id FROM orders ORDER BY order_id\"\n";
    std::fs::write(&config, file).unwrap();
    let mut mcp = Mcp::with(Way::HttpModern, &[("TOOLHUB_CONFIG", config.to_str().unwrap())]).await;
    let reply = mcp.call("ids", json!({ "keep": "csv" })).await;
    let result = &reply["result"]["structuredContent"];
    let note = "Not all of the result is kept: the file ends after 3 rows, at the limit of rows. \
                Select less or aggregate, or keep the rest as another file.";
    assert_eq!((&result["kept"]["rows"], &result["notes"]), (&json!(3), &json!([note])));
    let cursor = &result["next_cursor"];
    let reply = mcp.call("ids", json!({ "keep": "csv", "cursor": cursor })).await;
    let uri = uri(&reply);
    let read = mcp.result("resources/read", json!({ "uri": uri })).await;
    assert_eq!(read["contents"][0]["text"], "order_id\r\nA103\r\nA104\r\nA105\r\n");
}

#[tokio::test]
async fn an_operator_may_want_nothing_kept() {
    let directory = tempfile::tempdir().unwrap();
    let config = directory.path().join("toolhub.toml");
    let (file, env) = ("[sql.sources.orders]\nmax_kept_rows = 0\n", config.to_str().unwrap());
    std::fs::write(&config, file).unwrap();
    let mut mcp = Mcp::with(Way::HttpModern, &[("TOOLHUB_CONFIG", env)]).await;
    let reply = mcp.call("query_sql", json!({ "sql": "SELECT 1", "keep": "csv" })).await;
    assert!(failure(&reply).0.starts_with("Invalid arguments:\n- keep: "), "{reply}");
    // Of two sources only one keeps results.
    let more = format!("{file}[sql.sources.more]\nurl = \"sqlite:more.db\"\n");
    std::fs::write(&config, more).unwrap();
    let mut mcp = Mcp::with(Way::HttpModern, &[("TOOLHUB_CONFIG", env)]).await;
    let reply = mcp.call("query_sql", json!({ "sql": "SELECT 1", "keep": "csv" })).await;
    let words = "Results of the source orders are not kept. Leave keep out and read pages.";
    assert_eq!(failure(&reply).0, words);
}
