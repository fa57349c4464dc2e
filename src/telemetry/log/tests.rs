#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use serde_json::Value;
use tracing::{debug, error, info, level_filters::LevelFilter, subscriber, warn};
use tracing_subscriber::filter::Targets;

use super::log_panic;
use crate::config::{LogConfig, LogFormat};

/// What `events` logs under `filter`.
fn logged(format: LogFormat, filter: Option<&str>, events: impl FnOnce()) -> String {
    let written = Written::default();
    let config = LogConfig { filter: filter.map(|text| text.parse::<Targets>().unwrap()), format };
    let writer = written.clone();
    let subscriber = super::subscriber(&config, LevelFilter::INFO, false, move || writer.clone());
    subscriber::with_default(subscriber, events);
    String::from_utf8(written.0.lock().unwrap().clone()).unwrap()
}

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn json_is_one_flat_object_a_line() {
    let log = logged(LogFormat::Json, None, || {
        info!(mcp.method.name = "tools/call", duration_ms = 1.5, "call\nforged {line}", line = 1);
        warn!("second");
    });
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [first, second] = lines.as_slice() else { panic!("{log}") };
    assert!(first["timestamp"].as_str().unwrap().parse::<jiff::Timestamp>().is_ok(), "{log}");
    assert!(first["timestamp"].as_str().unwrap().ends_with('Z'), "{log}");
    assert_eq!(first["level"], "INFO");
    assert_eq!(first["message"], "call\nforged 1");
    assert_eq!(first["mcp.method.name"], "tools/call");
    assert_eq!(first["duration_ms"], 1.5);
    assert_eq!(first["target"], "toolhub::telemetry::log::tests");
    assert_eq!(second["level"], "WARN");
}

#[test]
fn pretty_lines_cannot_be_forged() {
    let log = logged(LogFormat::Pretty, None, || {
        let sent = "x\n2026-01-01 ERROR forged\u{1b}[2J";
        info!(tool = %sent, quoted = sent, "called {sent}");
    });
    assert_eq!(log.lines().count(), 1, "{log}");
    assert!(!log.contains('\u{1b}'), "{log}");
    assert!(log.contains(r"tool=x\n2026-01-01 ERROR forged\u{1b}[2J"), "{log}");
    assert!(log.contains(r"called x\n2026-01-01 ERROR"), "{log}");
}

#[test]
fn noisy_dependencies_are_quiet_unless_named() {
    let events = || {
        warn!(target: "rmcp::service", "rmcp warn");
        error!(target: "rmcp::service", "rmcp error");
        debug!(target: "toolhub::dispatch", "own debug");
        info!(target: "toolhub::dispatch", "own info");
    };
    let messages = |filter| {
        logged(LogFormat::Json, filter, events)
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["message"].to_string())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(messages(None), r#""rmcp error" "own info""#);
    assert_eq!(messages(Some("debug")), r#""rmcp error" "own debug" "own info""#);
    assert_eq!(messages(Some("error")), r#""rmcp error""#);
    assert_eq!(messages(Some("warn,rmcp=info")), r#""rmcp warn" "rmcp error""#);
    assert_eq!(messages(Some("toolhub::dispatch=debug")), r#""rmcp error" "own debug" "own info""#);
    assert_eq!(messages(Some("off")), "");
}

#[test]
fn a_panic_is_one_event() {
    let log = logged(LogFormat::Json, None, || {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(log_panic));
        let _ = std::panic::catch_unwind(|| panic!("the disk is {}", "gone"));
        std::panic::set_hook(before);
        error!("after");
    });
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [panic, _after] = lines.as_slice() else { panic!("{log}") };
    assert_eq!(panic["message"], "panicked: the disk is gone");
    assert!(panic["panic.location"].as_str().unwrap().contains("tests.rs"), "{log}");
    assert_eq!(panic["level"], "ERROR");
}

#[test]
fn a_closed_stderr_does_not_matter() {
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let config = LogConfig { filter: None, format: LogFormat::Json };
    let subscriber = super::subscriber(&config, LevelFilter::INFO, false, || Closed);
    subscriber::with_default(subscriber, || info!("nobody listens"));
}
