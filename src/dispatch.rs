//! The one road: every call, from every transport, is looked up, permitted,
//! checked, bounded, made, shaped and recorded here and nowhere else.

mod gate;
mod library;
mod permits;
mod record;
mod reference;
mod registry;

pub use permits::{LocalPermits, Permits};
pub use registry::Registry;

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::FutureExt as _;
use tokio_util::sync::CancellationToken;

use crate::{
    about::About,
    backend::Backends,
    caller::Caller,
    config::LimitsConfig,
    cursor::Cursors,
    prompt::PromptArgs,
    resource::{Document, ResourceEntry},
    telemetry::Metrics,
    tool::{Ctx, JsonObject, Library, Limits, Progress, Reply, ToolError},
};
use gate::{Gate, tighter};
use record::{Cost, Subject};

/// Where a request comes from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// Who sends it.
    pub caller: Caller,
    /// `tcp` for HTTP, `pipe` for stdio and the command line (OpenTelemetry's
    /// `network.transport`).
    pub transport: &'static str,
    /// The protocol version it is sent under.
    pub protocol: Option<&'static str>,
    /// Fires when the client withdraws it.
    pub cancel: CancellationToken,
    /// Where the client wants to be told how it is going.
    pub progress: Progress,
}

/// A request for a tool.
#[derive(Debug)]
pub struct Call {
    /// Where it comes from.
    pub origin: Origin,
    /// The tool's name.
    pub tool: String,
    /// Its arguments.
    pub args: JsonObject,
}

/// A request that did not succeed, in the words for whoever sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The stable name of the problem; `unknown` when nothing has the requested name.
    pub kind: &'static str,
    /// What the model or person reads.
    pub text: String,
    /// The id under which the log holds the details.
    pub reference: String,
}

/// What the road is built from.
#[derive(Debug)]
pub struct Parts {
    /// What can be asked for.
    pub registry: Arc<Registry>,
    /// The systems behind it.
    pub backends: Arc<Backends>,
    /// Signs where a listing goes on.
    pub cursors: Arc<Cursors>,
    /// What this server is.
    pub about: Arc<About>,
    /// The operator's bounds.
    pub limits: LimitsConfig,
    /// Who counts calls per minute.
    pub permits: Box<dyn Permits>,
    /// Where everything is counted.
    pub metrics: Arc<Metrics>,
}

/// The road itself.
#[derive(Debug)]
pub struct Road(Parts);

impl Road {
    /// A road over `parts`.
    pub const fn new(parts: Parts) -> Self {
        Self(parts)
    }

    /// What can be asked for.
    pub fn registry(&self) -> &Registry {
        &self.0.registry
    }

    /// What this server is.
    pub fn about(&self) -> &About {
        &self.0.about
    }

    /// Signs where a listing goes on.
    pub fn cursors(&self) -> &Cursors {
        &self.0.cursors
    }

    /// Calls a tool.
    pub async fn call(&self, Call { origin, tool, args }: Call) -> Result<Reply, Failure> {
        let Some(entry) = self.registry().tool(&tool) else {
            return Err(self.unknown("tools/call", &origin, self.registry().no_such_tool(&tool)));
        };
        let facts = entry.facts();
        let budget = tighter(facts.limits.budget_tokens, self.0.limits.response_tokens);
        let gate = Gate {
            subject: Subject { method: "tools/call", name: Some(&facts.name) },
            scope: facts.scope,
            limits: facts.limits,
        };
        self.govern(gate, &origin, async |ctx| {
            let args = entry.check(args)?;
            entry.call(ctx, args, budget).await
        })
        .await
    }

    /// Reads a resource.
    pub async fn read(
        &self,
        origin: &Origin,
        uri: &str,
    ) -> Result<(&ResourceEntry, Document), Failure> {
        let Some((entry, value)) = self.registry().resource(uri) else {
            return Err(self.unknown(
                "resources/read",
                origin,
                self.registry().no_such_resource(uri),
            ));
        };
        let gate = Gate {
            subject: Subject { method: "resources/read", name: Some(entry.facts.name) },
            scope: entry.facts.scope,
            limits: Limits::DEFAULT,
        };
        let document = self.govern(gate, origin, async |ctx| entry.read(ctx, value).await).await?;
        Ok((entry, document))
    }

    /// Size and age of a plain resource for a listing; nothing when it cannot be read now.
    pub async fn measure(&self, origin: &Origin, entry: &ResourceEntry) -> Option<Document> {
        let read = AssertUnwindSafe(entry.read(self.ctx(origin, &CancellationToken::new()), None));
        tokio::time::timeout(Duration::from_secs(1), read.catch_unwind()).await.ok()?.ok()?.ok()
    }

    /// Renders a prompt.
    pub async fn prompt(
        &self,
        origin: &Origin,
        name: &str,
        args: PromptArgs,
    ) -> Result<String, Failure> {
        let Some(entry) = self.registry().prompt(name) else {
            return Err(self.unknown("prompts/get", origin, self.registry().no_such_prompt(name)));
        };
        let gate = Gate {
            subject: Subject { method: "prompts/get", name: Some(entry.facts.name) },
            scope: entry.facts.scope,
            limits: Limits::DEFAULT,
        };
        self.govern(gate, origin, async |ctx| entry.render(ctx, args).await).await
    }

    /// Values for the variable of the resource template `uri` that begin with `prefix`.
    pub async fn complete_resource(
        &self,
        origin: &Origin,
        uri: &str,
        argument: &str,
        prefix: &str,
    ) -> Result<Vec<String>, Failure> {
        let known =
            self.registry().template(uri).filter(|entry| entry.variable() == Some(argument));
        let Some(entry) = known else {
            let problem = format!("No resource template {uri:?} with an argument {argument:?}.");
            return Err(self.unknown("completion/complete", origin, problem));
        };
        let gate = Gate::completion(entry.facts.scope);
        let prefix = prefix.to_owned();
        self.govern(gate, origin, async |ctx| entry.complete(ctx, prefix).await).await
    }

    /// Values for an argument of the prompt `name` that begin with `prefix`.
    pub async fn complete_prompt(
        &self,
        origin: &Origin,
        name: &str,
        argument: &str,
        prefix: &str,
    ) -> Result<Vec<String>, Failure> {
        let known = self
            .registry()
            .prompt(name)
            .filter(|entry| entry.facts.arguments.iter().any(|known| known.name == argument));
        let Some(entry) = known else {
            let problem = format!("No prompt {name:?} with an argument {argument:?}.");
            return Err(self.unknown("completion/complete", origin, problem));
        };
        let (argument, prefix) = (argument.to_owned(), prefix.to_owned());
        let gate = Gate::completion(entry.facts.scope);
        self.govern(gate, origin, async |ctx| entry.complete(ctx, argument, prefix).await).await
    }

    /// Scope, rate, deadline, cancellation, panic, record: around every piece of work.
    async fn govern<T: Cost>(
        &self,
        gate: Gate<'_>,
        origin: &Origin,
        work: impl AsyncFnOnce(Ctx) -> Result<T, ToolError>,
    ) -> Result<T, Failure> {
        let record = record::Record::start(gate.subject, origin);
        let result = self.pass(&gate, origin, work).await;
        record.finish(&self.0.metrics, result)
    }

    async fn pass<T>(
        &self,
        gate: &Gate<'_>,
        origin: &Origin,
        work: impl AsyncFnOnce(Ctx) -> Result<T, ToolError>,
    ) -> Result<T, ToolError> {
        if let Some(scope) = gate.scope.filter(|scope| !origin.caller.may(Some(*scope))) {
            return Err(ToolError::Forbidden(scope));
        }
        let rate = tighter(gate.limits.calls_per_minute, self.0.limits.calls_per_minute);
        self.0
            .permits
            .take(origin.caller.principal(), gate.operation(), rate)
            .await
            .map_err(|retry_after| ToolError::RateLimited { retry_after })?;

        let operators = gate.limits.own_deadline.unwrap_or(self.0.limits.call_timeout);
        let deadline = tighter(gate.limits.deadline, operators);
        // Fires for whatever the work started once the road stops waiting for it.
        let cancel = origin.cancel.child_token();
        let _stop = cancel.clone().drop_guard();
        let work = AssertUnwindSafe(work(self.ctx(origin, &cancel))).catch_unwind();
        tokio::select! {
            biased;
            () = origin.cancel.cancelled() => Err(ToolError::Cancelled),
            done = tokio::time::timeout(deadline, work) => match done {
                Err(_) => Err(ToolError::TimedOut(deadline)),
                Ok(Err(_)) => Err(ToolError::Internal("the tool panicked".into())),
                Ok(Ok(result)) => result,
            },
        }
    }

    fn ctx(&self, origin: &Origin, cancel: &CancellationToken) -> Ctx {
        Ctx {
            caller: origin.caller.clone(),
            backends: Arc::clone(&self.0.backends),
            cursors: Arc::clone(&self.0.cursors),
            about: Arc::clone(&self.0.about),
            cancel: cancel.clone(),
            progress: origin.progress.clone(),
            library: Arc::clone(&self.0.registry) as Arc<dyn Library>,
        }
    }

    fn unknown(&self, method: &'static str, origin: &Origin, text: String) -> Failure {
        record::Record::start(Subject { method, name: None }, origin).unknown(&self.0.metrics, text)
    }
}

#[cfg(test)]
mod tests;
