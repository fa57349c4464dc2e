//! The one road: every call, from every transport, is looked up, permitted,
//! checked, bounded, made, shaped and recorded here and nowhere else.

mod act;
mod audit;
mod permits;
mod record;
mod reference;
mod registry;
mod seal;

pub use permits::{LocalPermits, Permits};
pub use registry::Registry;
pub use seal::{Seal, SealError};

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::FutureExt as _;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    about::About,
    backend::{
        Backends,
        ledger::{Entry as AuditEntry, Outcome},
    },
    caller::{Caller, Scope},
    config::LimitsConfig,
    cursor::Cursors,
    prompt::PromptArgs,
    resource::{Document, ResourceEntry},
    telemetry::Metrics,
    tool::{Ctx, Effect, Entry, Facts, JsonObject, Limits, Reply, ToolError, Work},
};
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
    /// The W3C trace it belongs to (32 hexadecimal digits).
    pub trace_id: Option<String>,
    /// Whether it asked for nothing to be changed.
    pub read_only: bool,
    /// Fires when the client withdraws it.
    pub cancel: CancellationToken,
}

/// A request for a tool.
#[derive(Debug, Clone)]
pub struct Call {
    /// Where it comes from.
    pub origin: Origin,
    /// The tool's name.
    pub tool: String,
    /// Its arguments.
    pub args: JsonObject,
    /// Whether the person behind it can be asked, or was.
    pub person: Person,
}

/// The person in front of the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Person {
    /// The client cannot ask (no elicitation).
    OutOfReach,
    /// The client can ask.
    Reachable,
    /// The client has asked the [`Question`] with this state.
    Answered {
        /// What came back with the answer.
        state: String,
        /// Whether the person agreed, without any doubt.
        accepted: bool,
    },
}

/// What comes of a call.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Its result.
    Reply(Reply),
    /// The person is to be asked first.
    Ask(Question),
}

/// A yes-or-no question to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What they read.
    pub message: String,
    /// What has to come back with the answer.
    pub state: String,
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
    pub registry: Registry,
    /// The systems behind it.
    pub backends: Arc<Backends>,
    /// Signs where a listing goes on.
    pub cursors: Arc<Cursors>,
    /// What this server is.
    pub about: Arc<About>,
    /// The operator's bounds.
    pub limits: LimitsConfig,
    /// Seals confirmations.
    pub seal: Seal,
    /// Actions under way: what was begun is finished, even when nobody waits.
    pub actions: TaskTracker,
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
    pub const fn registry(&self) -> &Registry {
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

    /// How long a person may think about a question.
    pub const fn confirm_lifetime(&self) -> Duration {
        self.0.seal.lifetime()
    }

    fn seal(&self) -> &Seal {
        &self.0.seal
    }

    fn actions(&self) -> &TaskTracker {
        &self.0.actions
    }

    /// Whether a tool is shown to whoever sends from `origin`.
    pub fn offers(&self, origin: &Origin, entry: &Entry) -> bool {
        let facts = entry.facts();
        origin.caller.may(facts.scope) && !self.withholds(origin, facts.effect)
    }

    fn withholds(&self, origin: &Origin, effect: Effect) -> bool {
        effect != Effect::ReadOnly && (self.0.limits.read_only || origin.read_only)
    }

    /// Waits until no action is under way.
    pub async fn settled(&self) {
        self.actions().close();
        self.actions().wait().await;
    }

    /// Calls a tool.
    pub async fn call(&self, call: Call) -> Result<Answer, Failure> {
        let Call { origin, tool, args, person } = call;
        let Some(entry) = self.registry().tool(&tool) else {
            return Err(self.unknown("tools/call", &origin, self.registry().no_such_tool(&tool)));
        };
        let facts = entry.facts();
        let gate = Gate {
            subject: Subject { method: "tools/call", name: Some(&facts.name) },
            scope: facts.scope,
            effect: facts.effect,
            limits: facts.limits,
            facts: Some(facts),
        };
        self.govern(gate, &origin, args, async |ctx, args| {
            let args = entry.check(args)?;
            match entry.work() {
                Work::Read(read) => {
                    let budget = tighter(facts.limits.budget_tokens, self.0.limits.response_tokens);
                    read(ctx, args, budget).await.map(Answer::Reply)
                }
                Work::Act(act) => {
                    let (road, origin, deadline) = (self, &origin, self.deadline(facts.limits));
                    let acting = act::Acting { road, origin, facts, act, ctx, deadline };
                    // Reads, which are most calls, do not carry its size.
                    Box::pin(acting.call(args, person)).await
                }
            }
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
        let gate = Gate::reading("resources/read", Some(entry.facts.name), entry.facts.scope);
        let read = async |ctx, _| entry.read(ctx, value).await;
        let document = self.govern(gate, origin, JsonObject::new(), read).await?;
        Ok((entry, document))
    }

    /// Size and age of a plain resource for a listing; nothing when it cannot be read now.
    pub async fn measure(&self, origin: &Origin, entry: &ResourceEntry) -> Option<Document> {
        let ctx = self.ctx(origin, "", &CancellationToken::new());
        let read = AssertUnwindSafe(entry.read(ctx, None));
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
        let gate = Gate::reading("prompts/get", Some(entry.facts.name), entry.facts.scope);
        let render = async |ctx, _| entry.render(ctx, args).await;
        self.govern(gate, origin, JsonObject::new(), render).await
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
        let gate = Gate::reading("completion/complete", None, entry.facts.scope);
        let prefix = prefix.to_owned();
        let complete = async |ctx, _| entry.complete(ctx, prefix).await;
        self.govern(gate, origin, JsonObject::new(), complete).await
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
        let gate = Gate::reading("completion/complete", None, entry.facts.scope);
        let complete = async |ctx, _| entry.complete(ctx, argument, prefix).await;
        self.govern(gate, origin, JsonObject::new(), complete).await
    }

    /// Rate, rights, deadline, cancellation, panic, record: around every piece of work.
    async fn govern<T: Cost>(
        &self,
        gate: Gate<'_>,
        origin: &Origin,
        args: JsonObject,
        work: impl AsyncFnOnce(Ctx, JsonObject) -> Result<T, ToolError>,
    ) -> Result<T, Failure> {
        let record = record::Record::start(gate.subject, origin);
        let result = match self.admit(&gate, origin).await {
            Ok(()) => self.run(&gate, origin, record.reference(), |ctx| work(ctx, args)).await,
            Err(error) => {
                self.note_refusal(&gate, origin, record.reference(), &args, &error).await;
                Err(error)
            }
        };
        record.finish(&self.0.metrics, result)
    }

    /// Whether this caller may do this now. The rate comes first: it bounds what
    /// is written about refusals too.
    async fn admit(&self, gate: &Gate<'_>, origin: &Origin) -> Result<(), ToolError> {
        let rate = tighter(gate.limits.calls_per_minute, self.0.limits.calls_per_minute);
        self.0
            .permits
            .take(origin.caller.principal(), gate.operation(), rate)
            .await
            .map_err(|retry_after| ToolError::RateLimited { retry_after })?;
        if let Some(scope) = gate.scope.filter(|scope| !origin.caller.may(Some(*scope))) {
            return Err(ToolError::Forbidden(scope));
        }
        if self.withholds(origin, gate.effect) {
            return Err(ToolError::ReadOnly);
        }
        Ok(())
    }

    async fn run<T, F: Future<Output = Result<T, ToolError>>>(
        &self,
        gate: &Gate<'_>,
        origin: &Origin,
        request_id: &str,
        work: impl FnOnce(Ctx) -> F,
    ) -> Result<T, ToolError> {
        // Fires for whatever the work started once the road stops waiting for it.
        let cancel = origin.cancel.child_token();
        let _stop = cancel.clone().drop_guard();
        let work = AssertUnwindSafe(work(self.ctx(origin, request_id, &cancel))).catch_unwind();
        let bounded = async {
            if gate.effect != Effect::ReadOnly {
                // What must not be given up half-way bounds itself.
                return Ok(work.await);
            }
            let deadline = self.deadline(gate.limits);
            tokio::time::timeout(deadline, work).await.map_err(|_| ToolError::TimedOut(deadline))
        };
        tokio::select! {
            biased;
            () = origin.cancel.cancelled() => Err(ToolError::Cancelled),
            done = bounded => {
                done?.unwrap_or_else(|_| Err(ToolError::Internal("the tool panicked".into())))
            }
        }
    }

    fn deadline(&self, limits: Limits) -> Duration {
        tighter(limits.deadline, self.0.limits.call_timeout)
    }

    /// A refusal for lack of rights stands in the audit log.
    async fn note_refusal(
        &self,
        gate: &Gate<'_>,
        origin: &Origin,
        request_id: &str,
        args: &JsonObject,
        error: &ToolError,
    ) {
        let lacking = match error {
            ToolError::Forbidden(scope) => scope.as_str(),
            ToolError::ReadOnly => error.kind(),
            _ => return,
        };
        let shown = gate.facts.map(|facts| audit::unchecked(facts, args)).unwrap_or_default();
        let entry = AuditEntry {
            outcome: Outcome::Forbidden,
            detail: Some(lacking.to_owned()),
            ..audit::entry(origin, request_id, gate.operation(), shown)
        };
        if let Err(error) = self.0.backends.ledger.record(&entry).await {
            let error = error.to_string();
            tracing::error!(error, request.id = request_id, "a refusal is not in the audit log");
        }
    }

    fn ctx(&self, origin: &Origin, request_id: &str, cancel: &CancellationToken) -> Ctx {
        Ctx {
            caller: origin.caller.clone(),
            request_id: request_id.into(),
            backends: Arc::clone(&self.0.backends),
            cursors: Arc::clone(&self.0.cursors),
            about: Arc::clone(&self.0.about),
            cancel: cancel.clone(),
        }
    }

    fn unknown(&self, method: &'static str, origin: &Origin, text: String) -> Failure {
        record::Record::start(Subject { method, name: None }, origin).unknown(&self.0.metrics, text)
    }
}

/// The tool's own bound where it has one and it is tighter than the operator's.
fn tighter<T: Ord>(own: Option<T>, operators: T) -> T {
    own.into_iter().fold(operators, Ord::min)
}

/// What a piece of work must pass.
struct Gate<'a> {
    subject: Subject<'a>,
    scope: Option<Scope>,
    effect: Effect,
    limits: Limits,
    /// Of a tool.
    facts: Option<&'a Facts>,
}

impl<'a> Gate<'a> {
    const fn reading(method: &'static str, name: Option<&'a str>, scope: Option<Scope>) -> Self {
        let subject = Subject { method, name };
        let (effect, limits) = (Effect::ReadOnly, Limits::DEFAULT);
        Self { subject, scope, effect, limits, facts: None }
    }

    fn operation(&self) -> &str {
        self.subject.name.unwrap_or(self.subject.method)
    }
}

#[cfg(test)]
mod tests;
