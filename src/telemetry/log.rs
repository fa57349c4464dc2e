//! The log: one event a line on stderr, as JSON for machines or in colour for
//! people. Stdout belongs to the protocol and is never touched.

mod escape;

use std::{
    io::{self, IsTerminal as _},
    panic,
};

use tracing::{Subscriber, level_filters::LevelFilter};
use tracing_subscriber::{
    Layer as _,
    field::MakeExt as _,
    filter::Targets,
    fmt::{self, MakeWriter, format},
    layer::SubscriberExt as _,
    util::SubscriberInitExt as _,
};

use crate::config::{LogConfig, LogFormat};
use escape::Escaped;

/// Dependencies that talk a lot, and how much of it is let through unless
/// `LOG_LEVEL` names them. rmcp warns of every error reply, request text and all:
/// the road has logged those already.
const NOISY: &[(&str, LevelFilter)] = &[
    ("rmcp", LevelFilter::ERROR),
    ("hyper", LevelFilter::WARN),
    ("hyper_util", LevelFilter::WARN),
    ("tower", LevelFilter::WARN),
    ("rustls", LevelFilter::WARN),
    ("tokio_postgres", LevelFilter::WARN),
    ("refinery", LevelFilter::WARN),
];

/// Starts logging for the rest of the process, panics included. `usual` is the
/// level in force where `LOG_LEVEL` says nothing.
pub fn init(config: &LogConfig, usual: LevelFilter) {
    let colour = io::stderr().is_terminal()
        && anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never;
    // A second call, as tests make, keeps the first subscriber.
    let _ = subscriber(config, usual, colour, io::stderr).try_init();
    panic::set_hook(Box::new(log_panic));
}

/// Where everything goes: `writer` gets each event in one write.
fn subscriber<W>(
    config: &LogConfig,
    usual: LevelFilter,
    colour: bool,
    writer: W,
) -> impl Subscriber + Send + Sync
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    // A closed stderr must not matter: the library would complain to stderr, and panic.
    let layer = fmt::layer().with_writer(writer).log_internal_errors(false);
    let layer = match config.format {
        LogFormat::Json => layer.json().flatten_event(true).with_span_list(false).boxed(),
        LogFormat::Pretty => {
            let fields = format::debug_fn(|writer, field, value| match field.name() {
                "message" => write!(writer, "{}", Escaped(value)),
                name => write!(writer, "{name}={}", Escaped(value)),
            });
            layer.fmt_fields(fields.delimited(" ")).with_ansi(colour).boxed()
        }
    };
    tracing_subscriber::registry().with(layer.with_filter(filter(config, usual)))
}

fn filter(config: &LogConfig, usual: LevelFilter) -> Targets {
    let wanted = config.filter.clone().unwrap_or_default();
    let level = wanted.default_level().unwrap_or(usual);
    let named = |noisy: &str| {
        wanted.iter().any(|(target, _)| target.split("::").next().is_some_and(|root| root == noisy))
    };
    let quiet = NOISY.iter().filter(|(noisy, _)| !named(noisy));
    let quiet: Vec<_> = quiet.map(|(noisy, most)| (*noisy, level.min(*most))).collect();
    wanted.with_default(level).with_targets(quiet)
}

/// One event a panic, with the same shape as every other.
fn log_panic(info: &panic::PanicHookInfo<'_>) {
    let location = info.location().map(ToString::to_string);
    let message = info.payload_as_str().unwrap_or("(no message)");
    tracing::error!(panic.location = location, "panicked: {message}");
}

#[cfg(test)]
mod tests;
