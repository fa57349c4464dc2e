//! What a call costs: `get_order` over HTTP on SQLite and, with
//! `TOOLHUB_BENCH_POSTGRES_URL`, on PostgreSQL, next to a bare rmcp server that
//! answers the same from memory. One run, same client, so that the ratios hold
//! on a noisy machine.
//!
//! ```sh
//! cargo bench --bench http
//! ```
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a measurement for developers, not the product"
)]

mod support;

use std::time::{Duration, Instant};

use serde_json::json;
use support::{
    load::{self, Call},
    server::Server,
};

const ROUNDS: usize = 3;
const WARM_UP: Duration = Duration::from_millis(300);
const MEASURED: Duration = Duration::from_millis(1500);

fn main() {
    if std::env::args().any(|arg| arg == support::bare::FLAG) {
        return support::bare::serve();
    }
    let mut servers = vec![Server::bare(), Server::toolhub("toolhub, SQLite", None)];
    match std::env::var("TOOLHUB_BENCH_POSTGRES_URL") {
        Ok(url) => servers.push(Server::toolhub("toolhub, PostgreSQL", Some(&url))),
        Err(_) => println!("TOOLHUB_BENCH_POSTGRES_URL is not set: SQLite only"),
    }
    let call = Call::new("get_order", &json!({ "order_id": "A100" }), r#""order_id":"A100""#);
    println!(
        "{:<22} {:>4} {:>10} {:>9} {:>12} {:>8}",
        "server", "c", "req/s", "p50 us", "CPU us/req", "RSS MB"
    );
    for clients in [1, 16] {
        let mut runs = vec![Vec::new(); servers.len()];
        for _ in 0..ROUNDS {
            for (server, runs) in servers.iter().zip(&mut runs) {
                load::run(server, &call, clients, WARM_UP);
                let (cpu, start) = (server.cpu(), Instant::now());
                let mut latencies = load::run(server, &call, clients, MEASURED);
                let (cpu, wall) = (server.cpu().saturating_sub(cpu), start.elapsed());
                latencies.sort_unstable();
                let calls = latencies.len() as f64;
                let p50 = latencies[latencies.len() / 2].as_secs_f64() * 1e6;
                runs.push((calls / wall.as_secs_f64(), p50, cpu.as_secs_f64() * 1e6 / calls));
            }
        }
        for (server, runs) in servers.iter().zip(&mut runs) {
            runs.sort_by(|a, b| a.2.total_cmp(&b.2));
            let (rate, p50, cpu) = runs[ROUNDS / 2];
            println!(
                "{:<22} {clients:>4} {rate:>10.0} {p50:>9.0} {cpu:>12.1} {:>8.1}",
                server.name,
                server.rss_mb()
            );
        }
    }
}
