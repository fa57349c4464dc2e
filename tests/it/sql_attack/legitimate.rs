//! What analysts write is answered, with the rows that PostgreSQL itself gives.

use serde_json::Value;
use tokio_postgres::SimpleQueryMessage;
use toolhub::backend::sql::Query;

use super::{
    arena::{Arena, Role},
    corpus::{shown, statements},
};
use crate::support::postgres::connect;

/// The spelling that the source asks for too.
const SPELLING: &str = "SET \"TimeZone\" = 'UTC'; SET \"IntervalStyle\" = 'iso_8601'; \
                        SET \"DateStyle\" = 'ISO, YMD'; SET search_path = public";

#[tokio::test]
async fn legitimate_statements_answer_what_postgresql_answers() {
    let arena = Arena::new(Role::Superuser).await;
    let direct = connect(&arena.database.url_at(None, "")).await;
    direct.batch_execute(SPELLING).await.unwrap();
    let statements = statements("legitimate.sql", arena.directory());
    assert!(statements.len() >= 80, "{}", statements.len());
    let (mut refused, mut unread, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
    for statement in &statements {
        let sql = &statement.sql;
        let query = Query { sql, params: &[], limit: 2_000, offset: 0, caller: "ravi" };
        if sql.starts_with("EXPLAIN") {
            arena.source.explain(query).await.unwrap();
            continue;
        }
        let rows = match arena.source.query(query).await {
            Ok(rows) => rows,
            Err(error) if statement.name.starts_with("unread") => {
                unread.push(format!("{}: {} => {error}", statement.name, shown(sql)));
                continue;
            }
            Err(error) => {
                refused.push(format!("{}: {} => {error}", statement.name, shown(sql)));
                continue;
            }
        };
        if statement.name.starts_with("masked") {
            continue;
        }
        let cells = |row: &Vec<Value>| row.iter().map(cell).collect::<Vec<_>>();
        let mut got: Vec<_> = rows.rows.iter().map(cells).collect();
        let mut expected = rows_of(direct.simple_query(sql).await.unwrap());
        got.sort();
        expected.sort();
        if got != expected {
            wrong.push(format!("{}: {}\n  {got:?}\n  {expected:?}", statement.name, shown(sql)));
        }
    }
    arena.end().await;
    println!(
        "{} legitimate statements, refused {}:",
        statements.len(),
        refused.len() + unread.len()
    );
    println!("{}\n{}", unread.join("\n"), refused.join("\n"));
    assert!(wrong.is_empty(), "{} answered otherwise:\n{}", wrong.len(), wrong.join("\n"));
    assert!(refused.is_empty(), "{} refused", refused.len());
}

fn rows_of(messages: Vec<SimpleQueryMessage>) -> Vec<Vec<String>> {
    let rows = messages.into_iter().filter_map(|message| match message {
        SimpleQueryMessage::Row(row) => {
            Some((0..row.len()).map(|column| text(row.get(column))).collect())
        }
        _ => None,
    });
    rows.collect()
}

/// A value as the source spells it, without what the spellings differ in.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => text(None),
        Value::Bool(true) => text(Some("t")),
        Value::Bool(false) => text(Some("f")),
        Value::String(string) => text(Some(string)),
        Value::Object(fields) if fields.contains_key("hex") => {
            text(Some(&format!("\\x{}", fields["hex"].as_str().unwrap().trim_end_matches('…'))))
        }
        other => text(Some(&other.to_string())),
    }
}

fn text(text: Option<&str>) -> String {
    let Some(text) = text else { return "null".to_owned() };
    if let Ok(number) = text.parse::<f64>() {
        return format!("{number:?}");
    }
    // 10.50 and 10.5 are the same number in JSON
    let json = text.starts_with(['{', '[']).then(|| serde_json::from_str::<Value>(text).ok());
    let text = &json.flatten().map_or_else(|| text.to_owned(), |json| json.to_string());
    let looks_like_time = text.starts_with("20") && text.contains(':');
    let text =
        if looks_like_time { text.replace('T', " ").replace('Z', "+00") } else { text.to_owned() };
    text.to_lowercase().replace(['{', '}', '[', ']', '"', ' '], "")
}
