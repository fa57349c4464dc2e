//! The one road: every call, from every transport, is looked up, permitted,
//! checked, bounded, made, shaped and recorded here and nowhere else.

mod act;
mod audit;
mod call;
mod gate;
mod govern;
mod library;
mod permits;
mod record;
mod reference;
mod registry;
mod seal;

pub use call::{Answer, Call, Failure, Origin, Person, Question};
pub use permits::{LocalPermits, Permits};
pub use registry::Registry;
pub use seal::{Seal, SealError};

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::FutureExt as _;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    about::About,
    backend::Backends,
    config::LimitsConfig,
    cursor::Cursors,
    prompt::PromptArgs,
    resource::{Asked, Document, ResourceEntry, Values},
    telemetry::Metrics,
    tool::{Effect, Entry, JsonObject, Work},
};
use gate::Gate;
use govern::tighter;
use record::Subject;

/// The longest a resource's size may be looked for.
const MEASURING: Duration = Duration::from_secs(1);

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
        let Some((entry, values)) = self.registry().resource(uri) else {
            return Err(self.unknown(
                "resources/read",
                origin,
                self.registry().no_such_resource(uri),
            ));
        };
        let gate = Gate::reading("resources/read", Some(entry.facts.name), entry.facts.scope);
        let read = async |ctx, _| entry.read(ctx, values).await;
        let document = self.govern(gate, origin, JsonObject::new(), read).await?;
        Ok((entry, document))
    }

    /// Size and age of a plain resource for a listing; nothing when it cannot be read now.
    pub async fn measure(&self, origin: &Origin, entry: &ResourceEntry) -> Option<Document> {
        let ctx = self.ctx(origin, "", &CancellationToken::new(), MEASURING);
        let read = AssertUnwindSafe(entry.read(ctx, Values::default()));
        tokio::time::timeout(MEASURING, read.catch_unwind()).await.ok()?.ok()?.ok()
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

    /// Values for a variable of the resource template `uri`.
    pub async fn complete_resource(
        &self,
        origin: &Origin,
        uri: &str,
        asked: Asked,
    ) -> Result<Vec<String>, Failure> {
        let known = self
            .registry()
            .template(uri)
            .filter(|entry| entry.variables().contains(&asked.variable.as_str()));
        let Some(entry) = known else {
            let problem =
                format!("No resource template {uri:?} with an argument {:?}.", asked.variable);
            return Err(self.unknown("completion/complete", origin, problem));
        };
        let gate = Gate::reading("completion/complete", None, entry.facts.scope);
        let complete = async |ctx, _| entry.complete(ctx, asked).await;
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

    fn unknown(&self, method: &'static str, origin: &Origin, text: String) -> Failure {
        record::Record::start(Subject { method, name: None }, origin).unknown(&self.0.metrics, text)
    }
}

#[cfg(test)]
mod tests;
