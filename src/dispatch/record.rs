//! One log event and one set of measurements per piece of work.

use std::time::Instant;

use serde_json::Value;

use super::{Answer, Failure, Origin, reference};
use crate::{
    resource::Document,
    telemetry::{Metrics, Operation},
    text::chain,
    tool::{ToolError, tokens},
};

/// What was asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject<'a> {
    /// The MCP method.
    pub(super) method: &'static str,
    /// The tool, resource or prompt; `None` when nothing has the requested name.
    pub(super) name: Option<&'a str>,
}

/// What a result costs a model to read.
pub(super) trait Cost {
    /// In tokens.
    fn tokens(&self) -> usize;

    /// Facts about how the result came to be.
    fn meta(&self) -> Option<String> {
        None
    }
}

impl Cost for Answer {
    fn tokens(&self) -> usize {
        match self {
            Self::Reply(reply) => reply.tokens,
            // A person reads it.
            Self::Ask(_) => 0,
        }
    }

    fn meta(&self) -> Option<String> {
        match self {
            Self::Reply(reply) if !reply.meta.is_empty() => {
                Some(Value::Object(reply.meta.clone()).to_string())
            }
            _ => None,
        }
    }
}

impl Cost for Document {
    fn tokens(&self) -> usize {
        tokens(&self.text)
    }
}

impl Cost for String {
    fn tokens(&self) -> usize {
        tokens(self)
    }
}

impl Cost for Vec<String> {
    fn tokens(&self) -> usize {
        // Completions go to a person's input field, not to a model.
        0
    }
}

/// How a piece of work ended.
enum Ended<'a> {
    /// With a result, and facts about how it came to be.
    Well(Option<String>),
    /// With an error of that kind, which may be a fault.
    Badly(&'static str, Option<&'a ToolError>),
}

/// A piece of work under way.
pub(super) struct Record<'a> {
    subject: Subject<'a>,
    origin: &'a Origin,
    started: Instant,
    reference: String,
}

impl<'a> Record<'a> {
    /// Starts the clock.
    pub(super) fn start(subject: Subject<'a>, origin: &'a Origin) -> Self {
        Self { subject, origin, started: Instant::now(), reference: reference::next() }
    }

    /// The id that the reply and the log carry.
    pub(super) fn reference(&self) -> &str {
        &self.reference
    }

    /// Records how it ended and puts an error in the words for the caller.
    pub(super) fn finish<T: Cost>(
        self,
        metrics: &Metrics,
        result: Result<T, ToolError>,
    ) -> Result<T, Failure> {
        match result {
            Ok(value) => {
                self.note(metrics, Ended::Well(value.meta()), value.tokens());
                Ok(value)
            }
            Err(error) => {
                let text = error.for_model(&self.reference);
                if let Some(backend) = error.silent_backend() {
                    metrics.backend_failed(backend);
                }
                let kind = error.kind();
                let fault = error.is_fault().then_some(&error);
                self.note(metrics, Ended::Badly(kind, fault), tokens(&text));
                Err(Failure { kind, text, reference: self.reference })
            }
        }
    }

    /// Records a request for something that does not exist.
    pub(super) fn unknown(self, metrics: &Metrics, text: String) -> Failure {
        self.note(metrics, Ended::Badly("unknown", None), tokens(&text));
        Failure { kind: "unknown", text, reference: self.reference }
    }

    fn note(&self, metrics: &Metrics, ended: Ended<'_>, tokens: usize) {
        let Self { subject, origin, started, reference } = self;
        let (error, fault, meta) = match ended {
            Ended::Well(meta) => (None, None, meta),
            Ended::Badly(kind, fault) => (Some(kind), fault, None),
        };
        let duration = started.elapsed();
        let name = subject.name.unwrap_or("_OTHER");
        metrics.operation(
            &Operation {
                method: subject.method,
                name,
                error,
                transport: origin.transport,
                protocol: origin.protocol,
            },
            duration,
            tokens,
        );
        let outcome = error.unwrap_or("ok");
        macro_rules! event {
            ($level:ident, $($more:tt)*) => {
                tracing::$level!(
                    mcp.method.name = subject.method,
                    gen_ai.tool.name = name,
                    outcome,
                    duration_ms = duration.as_secs_f64() * 1e3,
                    response.tokens = tokens,
                    caller = origin.caller.principal(),
                    network.transport = origin.transport,
                    mcp.protocol.version = origin.protocol,
                    request.id = reference.as_str(),
                    trace.id = origin.trace_id,
                    reply.meta = meta.as_deref(),
                    $($more)*
                )
            };
        }
        match fault {
            Some(fault) => event!(error, error.chain = chain(fault), "call failed"),
            None => event!(info, "call"),
        }
    }
}
