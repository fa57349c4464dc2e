//! `toolhub call`: one call along the same road as a host's.

mod arguments;
mod confirm;

use std::{io::Write as _, process::ExitCode};

use anyhow::anyhow;
use clap_complete::{ArgValueCandidates, ArgValueCompleter};
use serde_json::json;
use tokio_util::sync::CancellationToken;
use tracing::level_filters::LevelFilter;

use super::{complete, out, runtime};
use crate::{
    app::App,
    auth,
    config::Config,
    dispatch::{Answer, Call, Failure, Origin, Person, Registry, Road},
    nearest::nearest,
    telemetry::log,
    tool::{Entry, JsonObject, Progress, Reply},
};

/// Call a tool and print its result
///
/// The call takes the same road as a model's: the same checks, limits, budget
/// and log. Values are read by the tool's schema, so order_id=100 is text where
/// text is asked for. The exit code is 1 when the tool answers with an error.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Args {
    /// The tool's name; `toolhub tools` lists them
    #[arg(add = ArgValueCandidates::new(complete::tools))]
    tool: String,

    /// Arguments as key=value; they win over --args
    #[arg(value_name = "KEY=VALUE", add = ArgValueCompleter::new(complete::arguments))]
    pairs: Vec<String>,

    /// Arguments as one JSON object
    #[arg(long = "args", value_name = "JSON")]
    object: Option<String>,

    /// Print the exact structured result (or error) as JSON
    #[arg(long)]
    json: bool,
}

const KEYLESS: &str = "note: TOOLHUB_SECRET_KEY is not set, so the token ends with this command; \
    set it, or confirm on a terminal";

const EXAMPLES: &str = "\
Examples:
  toolhub call ping
  toolhub call get_order order_id=A100
  toolhub call list_orders status=shipped limit=5 --json
  toolhub call list_orders --args '{\"status\": \"shipped\"}' limit=5";

pub(super) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let config = Config::from_process()?;
    log::init(&config.log, LevelFilter::WARN);
    let (json, keyless) = (args.json, config.secret_keys.is_empty());
    let outcome = runtime::one_thread(async {
        let app = App::start(config).await?;
        let entry = find(app.road.registry(), &args.tool)?;
        let input = arguments::read(entry, args.object.as_deref(), &args.pairs)?;
        let outcome = asking(&app.road, args.tool, input).await;
        app.settle().await;
        Ok(outcome)
    })?;
    match outcome {
        Ok(reply) => {
            if keyless && reply.structured.get("confirmation_token").is_some() {
                writeln!(anstream::stderr(), "{KEYLESS}")?;
            }
            print(&reply, json)
        }
        Err(failure) => print_failure(&failure, json),
    }
}

/// Calls, and asks on the terminal where a confirmation is wanted.
async fn asking(road: &Road, tool: String, args: JsonObject) -> Result<Reply, Failure> {
    let origin = Origin {
        caller: auth::local(),
        transport: "pipe",
        protocol: None,
        trace_id: None,
        read_only: false,
        cancel: CancellationToken::new(),
        progress: Progress::default(),
    };
    let person = if confirm::is_possible() { Person::Reachable } else { Person::OutOfReach };
    let mut call = Call { origin, tool, args, person };
    loop {
        match road.call(call.clone()).await? {
            Answer::Reply(reply) => return Ok(reply),
            Answer::Ask(question) => call.person = confirm::ask(question),
        }
    }
}

fn find<'a>(registry: &'a Registry, name: &str) -> anyhow::Result<&'a Entry> {
    registry.tool(name).ok_or_else(|| {
        let names: Vec<&str> = registry.tools().iter().map(|entry| &*entry.facts().name).collect();
        match nearest(name, names.iter().copied()) {
            Some(guess) => anyhow!("there is no tool {name:?}; did you mean {guess}?"),
            None => anyhow!("there is no tool {name:?}; available: {}", names.join(", ")),
        }
    })
}

fn print(reply: &Reply, json: bool) -> anyhow::Result<ExitCode> {
    let mut out = out::stdout();
    if json {
        writeln!(out, "{}", serde_json::to_string_pretty(&reply.structured)?)?;
    } else {
        writeln!(out, "{}", reply.text.trim_end())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn print_failure(failure: &Failure, json: bool) -> anyhow::Result<ExitCode> {
    let mut err = anstream::stderr();
    if json {
        let Failure { kind, text, reference } = failure;
        let object = json!({ "error": { "kind": kind, "text": text, "reference": reference } });
        writeln!(err, "{object}")?;
    } else {
        writeln!(err, "{}", failure.text.trim_end())?;
    }
    Ok(ExitCode::FAILURE)
}
