//! What `query_sql` costs for a row by its key on PostgreSQL: through toolhub over
//! stdio and HTTP, next to the same statement by tokio-postgres alone and, with
//! `TOOLHUB_BENCH_TOOLBOX` (the program of MCP Toolbox for Databases), next to that.
//! One run, same client, so that the ratios hold on a noisy machine.
//!
//! ```sh
//! DATABASE_URL=postgres://... toolhub seed --orders 500
//! TOOLHUB_BENCH_POSTGRES_URL=postgres://... cargo bench --bench sql
//! ```
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a measurement for developers, not the product"
)]

mod support;

use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use serde_json::json;
use support::{
    load::{self, Call},
    server::{self, Server},
    stdio::Piped,
};
use tokio_postgres::NoTls;

const ROUNDS: usize = 3;
const WARM_UP: Duration = Duration::from_millis(300);
const MEASURED: Duration = Duration::from_millis(1500);
const SQL: &str = "SELECT order_id, status, total_minor FROM orders WHERE order_id = 'A100'";

/// One way to the row.
struct Contender {
    name: String,
    ask: Box<dyn FnMut(Duration) -> Vec<Duration>>,
    cpu: Box<dyn Fn() -> Duration>,
    rss_mb: Box<dyn Fn() -> f64>,
    runs: Vec<(f64, f64, f64)>,
}

fn main() {
    let url = std::env::var("TOOLHUB_BENCH_POSTGRES_URL")
        .expect("set TOOLHUB_BENCH_POSTGRES_URL to a database that `toolhub seed` has filled");
    let data = tempfile::tempdir().unwrap();
    let mut contenders = vec![alone(&url)];
    let calls = || Call::new("query_sql", &json!({ "sql": SQL }), "A100");
    contenders.push(piped("toolhub, stdio", server::toolhub(data.path(), Some(&url)), calls()));
    let toolbox = std::env::var("TOOLHUB_BENCH_TOOLBOX").ok();
    let theirs = || Call::new("execute_sql", &json!({ "sql": SQL }), "A100");
    if let Some(program) = &toolbox {
        let mut command = other(program, data.path(), &url);
        command.arg("--stdio");
        contenders.push(piped("Toolbox, stdio", command, theirs()));
    }
    for clients in [1, 16] {
        let ours = Server::toolhub("toolhub, HTTP", Some(&url));
        contenders.push(served(ours, calls(), clients));
        if let Some(program) = &toolbox {
            let command = |port: u16| {
                let mut command = other(program, data.path(), &url);
                command.arg("--port").arg(port.to_string());
                command
            };
            let server = Server::other("Toolbox, HTTP", "2025-06-18", command);
            contenders.push(served(server, theirs(), clients));
        }
    }
    for _ in 0..ROUNDS {
        for contender in &mut contenders {
            (contender.ask)(WARM_UP);
            let (cpu, start) = ((contender.cpu)(), Instant::now());
            let mut latencies = (contender.ask)(MEASURED);
            let (cpu, wall) = ((contender.cpu)().saturating_sub(cpu), start.elapsed());
            latencies.sort_unstable();
            let calls = latencies.len() as f64;
            let p50 = latencies[latencies.len() / 2].as_secs_f64() * 1e6;
            let cost = cpu.as_secs_f64() * 1e6 / calls;
            contender.runs.push((p50, calls / wall.as_secs_f64(), cost));
        }
    }
    println!(
        "{:<26} {:>10} {:>9} {:>12} {:>8}",
        "row by key, PostgreSQL", "req/s", "p50 us", "CPU us/req", "RSS MB"
    );
    for Contender { name, rss_mb, runs, .. } in &mut contenders {
        runs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (p50, rate, cost) = runs[ROUNDS / 2];
        println!("{name:<26} {rate:>10.0} {p50:>9.0} {cost:>12.1} {:>8.1}", rss_mb());
    }
}

/// The driver alone: analysed and run each time, as a client without a plan would.
fn alone(url: &str) -> Contender {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
        tokio::spawn(connection);
        client
    });
    let ask = move |time| {
        runtime.block_on(async {
            let until = Instant::now() + time;
            let mut latencies = Vec::new();
            while Instant::now() < until {
                let start = Instant::now();
                let rows = client.query(SQL, &[]).await.unwrap();
                latencies.push(start.elapsed());
                assert_eq!(rows[0].get::<_, &str>(0), "A100");
            }
            latencies
        })
    };
    let (cpu, rss_mb) = (|| Duration::ZERO, || 0.);
    contender("tokio-postgres alone", ask, cpu, rss_mb)
}

fn piped(name: &str, command: Command, call: Call) -> Contender {
    let server = std::rc::Rc::new(std::cell::RefCell::new(Piped::start(command)));
    let (cpu, rss) = (server.clone(), server.clone());
    let ask = move |time| server.borrow_mut().run(&call, time);
    contender(name, ask, move || cpu.borrow().cpu(), move || rss.borrow().rss_mb())
}

fn served(server: Server, call: Call, clients: usize) -> Contender {
    let server = std::rc::Rc::new(server);
    let (cpu, rss) = (server.clone(), server.clone());
    let name = format!("{}, {clients} clients", server.name);
    let ask = move |time| load::run(&server, &call, clients, time);
    contender(&name, ask, move || cpu.cpu(), move || rss.rss_mb())
}

fn contender(
    name: &str,
    ask: impl FnMut(Duration) -> Vec<Duration> + 'static,
    cpu: impl Fn() -> Duration + 'static,
    rss_mb: impl Fn() -> f64 + 'static,
) -> Contender {
    let (ask, cpu, rss_mb) = (Box::new(ask), Box::new(cpu), Box::new(rss_mb));
    Contender { name: name.to_owned(), ask, cpu, rss_mb, runs: Vec::new() }
}

/// MCP Toolbox for Databases with a tool that runs any statement.
fn other(program: &str, data: &Path, url: &str) -> Command {
    let config: tokio_postgres::Config = url.parse().unwrap();
    let host = match &config.get_hosts()[0] {
        tokio_postgres::config::Host::Tcp(host) => host.clone(),
        tokio_postgres::config::Host::Unix(path) => panic!("{} is no TCP host", path.display()),
    };
    let password = config.get_password().map(|word| String::from_utf8_lossy(word).into_owned());
    let file = data.join("tools.yaml");
    let source = json!({
        "kind": "postgres", "host": host, "port": config.get_ports()[0].to_string(),
        "database": config.get_dbname().unwrap(), "user": config.get_user().unwrap(),
        "password": password.unwrap_or_else(|| "none".to_owned()),
    });
    let tool = json!({
        "kind": "postgres-execute-sql", "source": "orders", "description": "Runs a statement.",
    });
    // JSON is YAML
    let config = json!({ "sources": { "orders": source }, "tools": { "execute_sql": tool } });
    std::fs::write(&file, config.to_string()).unwrap();
    let mut command = Command::new(program);
    command.arg("--config").arg(file).arg("--disable-version-check");
    command
}
