//! Calls that change something. The way of every one of them: its idempotency
//! key, the preview and its confirmation where it is destructive, then the deed
//! with its audit entry, together or not at all.

mod deed;
mod words;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tokio_util::sync::CancellationToken;

use super::{
    Answer, Origin, Person, Question, Road, audit,
    seal::{Binding, Channel, Proof},
};
use crate::{
    backend::ledger::{self, Claim, Claimed, Decision},
    tool::{
        Act, AnyTarget, Ctx, Facts, JsonObject, Preview, RESERVED, Remote, Reply, ToolError,
        Violation,
    },
};
use deed::{Deed, Performed};

/// How long a call waits for another one with its idempotency key.
const KEY_PATIENCE: Duration = Duration::from_secs(10);
const KEY_INTERVAL: Duration = Duration::from_millis(100);

/// A call of an action whose arguments are checked.
pub(super) struct Acting<'a> {
    pub(super) road: &'a Road,
    pub(super) origin: &'a Origin,
    pub(super) facts: &'a Facts,
    pub(super) act: &'a Arc<dyn Act>,
    pub(super) ctx: Ctx,
    pub(super) deadline: Duration,
}

/// What the road takes out of the arguments for itself.
struct Wish {
    args: Value,
    /// What identifies them.
    digest: String,
    key: Option<String>,
    confirm: bool,
    token: Option<String>,
    /// For the audit log.
    shown: String,
}

impl Acting<'_> {
    pub(super) async fn call(self, args: Value, person: Person) -> Result<Answer, ToolError> {
        let wish = Wish::new(args, self.facts)?;
        let claim = wish.key.clone().map(|key| self.claim(key, &wish));
        if let Some(claim) = &claim
            && let Some(reply) = self.bounded(self.earlier(claim)).await?
        {
            return Ok(Answer::Reply(reply));
        }
        let (proof, decision) = match &person {
            Person::Answered { state, accepted } => {
                let proof = self.open(Channel::Dialogue, &wish, state);
                let Some(proof) = proof else { return Err(words::state_does_not_hold()) };
                if !accepted {
                    return self.declined(wish, &proof).await.map(Answer::Reply);
                }
                (Some(proof), Decision::Elicited)
            }
            // Who can ask the person does not take a model's word for it.
            Person::Reachable => (None, Decision::None),
            Person::OutOfReach => match (wish.confirm, &wish.token) {
                (true, Some(token)) => {
                    let Some(proof) = self.open(Channel::Token, &wish, token) else {
                        return self.refuse(&wish, words::TOKEN_DOES_NOT_HOLD).await;
                    };
                    (Some(proof), Decision::Token)
                }
                _ => (None, Decision::None),
            },
        };
        if proof.is_none()
            && let Some(preview) = self.bounded(self.preview(&wish)).await?
        {
            return self.offer(&wish, &preview, &person);
        }
        self.perform(wish, claim, proof, decision, person).await
    }

    async fn perform(
        self,
        wish: Wish,
        claim: Option<Claim>,
        proof: Option<Proof>,
        decision: Decision,
        person: Person,
    ) -> Result<Answer, ToolError> {
        let entry =
            audit::entry(self.origin, &self.ctx.request_id, &self.facts.name, wish.shown.clone());
        let deed = Deed {
            act: Arc::clone(self.act),
            ctx: Ctx {
                cancel: CancellationToken::new(),
                deadline: Instant::now() + self.deadline,
                ..self.ctx.clone()
            },
            args: wish.args.clone(),
            claim: claim.clone(),
            proof,
            decision,
            entry,
            lifetime: self.road.seal().lifetime(),
            deadline: self.deadline,
        };
        // Whoever called may be gone before it is over: what was begun is finished.
        let done = self.road.actions().spawn(deed.perform());
        match done.await.map_err(|lost| ToolError::Uncertain(lost.into()))?? {
            Performed::Done(reply) => Ok(Answer::Reply(*reply)),
            Performed::Earlier => self.other(claim.as_ref()).await.map(Answer::Reply),
            Performed::Changed(preview) => match person {
                Person::OutOfReach => self.refuse_with(&wish, words::CHANGED, &preview),
                asked => self.offer(&wish, &preview, &asked),
            },
            Performed::Spent => Err(words::spent()),
        }
    }

    /// The reply to an earlier call with the same key, if there was one; one that
    /// is under way is waited for.
    async fn earlier(&self, claim: &Claim) -> Result<Option<Reply>, ToolError> {
        let ledger = &self.ctx.backends.ledger;
        // So that there is time left to say whose fault it is not.
        let patience = KEY_PATIENCE.min(self.deadline / 2);
        let asked = Instant::now();
        loop {
            match ledger.look_up(claim).await? {
                Claimed::Unanswered if asked.elapsed() < patience => {
                    tokio::time::sleep(KEY_INTERVAL).await;
                }
                known => return self.known(known),
            }
        }
    }

    /// The reply to the call that came first with the same key.
    async fn other(&self, claim: Option<&Claim>) -> Result<Reply, ToolError> {
        let claim = claim.ok_or_else(words::key_is_taken)?;
        self.bounded(self.earlier(claim)).await?.ok_or_else(words::key_is_taken)
    }

    fn known(&self, claimed: Claimed) -> Result<Option<Reply>, ToolError> {
        match claimed {
            Claimed::Fresh => Ok(None),
            Claimed::Answered(reply) => deed::read(&reply).map(Some),
            Claimed::Unanswered => Err(words::key_is_taken()),
            Claimed::OtherArguments => Err(ToolError::InvalidArguments(vec![Violation::new(
                "idempotency_key",
                format!(
                    "was used with other arguments of {} within the last 24 h; take a new one",
                    self.facts.name
                ),
            )])),
        }
    }

    /// What would be done now; `None` for an action that needs no confirmation.
    async fn preview(&self, wish: &Wish) -> Result<Option<Preview>, ToolError> {
        let mut on = open(&self.ctx, self.act.as_ref()).await?;
        let preview = self.act.preview(&self.ctx, &mut on, wish.args.clone()).await;
        if let AnyTarget::Database(tx) = on {
            tx.rollback().await;
        }
        preview
    }

    /// Puts the preview to whoever can decide.
    fn offer(&self, wish: &Wish, preview: &Preview, person: &Person) -> Result<Answer, ToolError> {
        if *person == Person::OutOfReach {
            let token = self.close(Channel::Token, wish, preview)?;
            let reply = words::preview(preview, token, self.road.seal().lifetime())?;
            return Ok(Answer::Reply(reply));
        }
        let state = self.close(Channel::Dialogue, wish, preview)?;
        let changed = matches!(person, Person::Answered { .. });
        let message = words::question(&self.facts.title, preview, changed);
        Ok(Answer::Ask(Question { message, state }))
    }

    /// Does nothing, says why, and gives the preview again.
    async fn refuse(&self, wish: &Wish, problem: &'static str) -> Result<Answer, ToolError> {
        match self.bounded(self.preview(wish)).await? {
            Some(preview) => self.refuse_with(wish, problem, &preview),
            None => Err(ToolError::Internal("nothing to confirm".into())),
        }
    }

    fn refuse_with(
        &self,
        wish: &Wish,
        problem: &'static str,
        preview: &Preview,
    ) -> Result<Answer, ToolError> {
        let token = self.close(Channel::Token, wish, preview)?;
        let next = words::preview(preview, token, self.road.seal().lifetime())?.text;
        Err(ToolError::NotConfirmed { problem, next })
    }

    /// The person said no, which no later answer to this question changes:
    /// recorded with what they saw, if it can be shown again.
    async fn declined(&self, wish: Wish, proof: &Proof) -> Result<Reply, ToolError> {
        let seen = self.bounded(self.preview(&wish)).await.ok().flatten();
        let seen = seen.filter(|preview| proof.is_of(preview));
        let entry = audit::entry(self.origin, &self.ctx.request_id, &self.facts.name, wish.shown);
        let entry = audit::decided(entry, Decision::Declined, seen.as_ref());
        let mut tx = self.ctx.backends.ledger.begin().await?;
        if !ledger::spend(&mut tx, &proof.nonce, self.road.seal().lifetime()).await? {
            return Err(words::spent());
        }
        ledger::append(&mut tx, &entry).await?;
        tx.commit().await.map_err(deed::not_committed)?;
        words::declined()
    }

    fn claim(&self, key: String, wish: &Wish) -> Claim {
        Claim {
            principal: self.ctx.caller.principal().to_owned(),
            tool: self.facts.name.to_string(),
            key,
            arguments: wish.digest.clone(),
        }
    }

    fn binding<'b>(&'b self, wish: &'b Wish) -> Binding<'b> {
        Binding {
            principal: self.ctx.caller.principal(),
            tool: &self.facts.name,
            arguments: &wish.digest,
        }
    }

    fn open(&self, channel: Channel, wish: &Wish, sealed: &str) -> Option<Proof> {
        self.road.seal().open(channel, self.binding(wish), sealed)
    }

    fn close(&self, channel: Channel, wish: &Wish, preview: &Preview) -> Result<String, ToolError> {
        let sealed = self.road.seal().close(channel, self.binding(wish), preview);
        sealed.map_err(|error| ToolError::Internal(error.into()))
    }

    async fn bounded<T>(
        &self,
        work: impl Future<Output = Result<T, ToolError>>,
    ) -> Result<T, ToolError> {
        let done = tokio::time::timeout(self.deadline, work).await;
        done.unwrap_or(Err(ToolError::TimedOut(self.deadline)))
    }
}

impl Wish {
    fn new(args: Value, facts: &Facts) -> Result<Self, ToolError> {
        let Value::Object(mut args) = args else {
            return Err(ToolError::Internal("checked arguments are no object".into()));
        };
        let shown = audit::arguments(facts.redacted, &args);
        let [confirm, token, key] = RESERVED.map(|name| args.remove(name));
        let text = |value: Option<Value>| match value {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        Ok(Self {
            digest: digest(&args),
            args: Value::Object(args),
            key: text(key),
            confirm: confirm == Some(Value::Bool(true)),
            token: text(token),
            shown,
        })
    }
}

/// What an action is done to.
async fn open(ctx: &Ctx, act: &dyn Act) -> Result<AnyTarget, ToolError> {
    if act.is_remote() {
        return Ok(AnyTarget::Remote(Remote));
    }
    Ok(AnyTarget::Database(ctx.backends.ledger.begin().await?))
}

/// A digest of arguments in which the order of keys does not count.
fn digest(args: &JsonObject) -> String {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    let mut sorted = Value::Object(args.clone());
    sorted.sort_all_objects();
    URL_SAFE_NO_PAD.encode(Sha256::digest(sorted.to_string()))
}
