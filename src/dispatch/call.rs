//! What is asked of the road, and what comes of it.

use tokio_util::sync::CancellationToken;

use crate::{
    caller::Caller,
    tool::{JsonObject, Progress, Reply},
};

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
    /// Where the client wants to be told how it is going.
    pub progress: Progress,
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
