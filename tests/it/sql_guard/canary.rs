//! What the guard accepts, executed by a superuser in a transaction that may write,
//! changes nothing and shows nothing it may not, whatever was made out of the corpus.

use std::time::Duration;

use tokio_postgres::{Client, SimpleQueryMessage};
use toolhub::backend::sql::guard::{self, judge::mutate::Pieces, world};

use super::{LEGITIMATE, SCHEMA};
use crate::support::postgres::{TestDatabase, connect};

const HOSTILE: &str = include_str!("../../corpus/sql/postgres/hostile.sql");
/// What only hidden tables and columns hold.
const SECRETS: [&str; 5] =
    ["4111111111111111", "5500000000000004", "canary-token", "ravi@", "meera@"];

#[tokio::test]
async fn mutations_of_the_corpus_reach_no_canary() {
    let rounds = std::env::var("TOOLHUB_TEST_MUTATIONS").map_or(3_000, |n| n.parse().unwrap());
    let database = TestDatabase::create().await;
    let client = connect(&database.url_at(None, "")).await;
    client.batch_execute(SCHEMA).await.unwrap();
    let settings = "SET search_path = pg_catalog; SET statement_timeout = '2s'";
    client.batch_execute(settings).await.unwrap();
    let texts = |corpus| world::entries(corpus).map(|(_, sql)| sql);
    let pieces = Pieces::of(texts(LEGITIMATE), texts(HOSTILE));
    let (catalog, mut random) = (world::catalog(), 0x9e37_79b9_7f4a_7c15_u64);
    let (mut executed, mut failed) = (0, 0);
    for _ in 0..rounds {
        let mut bytes = Vec::new();
        // two changes at most: more of them are seldom a statement any more
        let length = 2 + next(&mut random) % 12;
        bytes.extend((0..length).map(|_| next(&mut random)));
        let Ok(checked) = guard::check(&pieces.mutate(&bytes), &catalog) else { continue };
        if checked.parameters > 0 {
            continue;
        }
        match shown(&client, &checked.sql).await {
            Ok(shown) => {
                let leaked = SECRETS.iter().find(|secret| shown.contains(**secret));
                assert!(leaked.is_none(), "{leaked:?} by {}", checked.sql);
                executed += 1;
            }
            Err(_) => failed += 1,
        }
    }
    println!("{executed} executed, {failed} failed in the database");
    assert!(executed > rounds / 50, "{executed} executed");
    assert_eq!(canaries(&client).await, "1|untouched|false");
}

fn next(random: &mut u64) -> u8 {
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    random.to_be_bytes()[3]
}

/// Everything that comes back, the database's complaints included.
async fn shown(client: &Client, sql: &str) -> Result<String, String> {
    let answer = tokio::time::timeout(Duration::from_secs(10), client.simple_query(sql)).await;
    match answer.expect("the statement timeout did not stop it") {
        Ok(messages) => Ok(messages.iter().map(text).collect()),
        Err(error) => {
            let message = error.as_db_error().unwrap().to_string();
            let leaked = SECRETS.iter().find(|secret| message.contains(**secret));
            assert!(leaked.is_none(), "{message} by {sql}");
            Err(message)
        }
    }
}

fn text(message: &SimpleQueryMessage) -> String {
    match message {
        SimpleQueryMessage::Row(row) => {
            (0..row.len()).filter_map(|place| row.get(place)).collect::<Vec<_>>().join("\n")
        }
        _ => String::new(),
    }
}

async fn canaries(client: &Client) -> String {
    let rows = client
        .simple_query(
            "SELECT (SELECT count(*) FROM public.canary) || '|' || c.note || '|' || s.is_called
             FROM public.canary c, public.canary_seq s",
        )
        .await
        .unwrap();
    rows.iter().map(text).collect()
}
