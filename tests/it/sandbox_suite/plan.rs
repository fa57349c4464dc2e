//! From a step to the arguments of its call: what it must know of the host is put
//! in the place of `@NAMES@`.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::{
    case::{Shape, Step},
    corpus::ATTEMPT,
};

/// Where the planted things are, by the name that cases use.
#[derive(Clone)]
pub(super) struct Places(pub(super) Vec<(&'static str, String)>);

impl Places {
    /// Names without things behind them, for code that is not run.
    pub(super) fn nowhere() -> Self {
        let names = ["HOSTS", "CANARY", "SOCKET", "DATAGRAM", "ABSTRACT", "HOSTNAME", "DOCKER"];
        let mut places: Vec<_> = names.into_iter().map(|name| (name, "nothing".into())).collect();
        places.extend([("TCP", "1".into()), ("UDP", "2".into())]);
        Self(places)
    }

    /// The code as it is sent.
    pub(super) fn code(&self, step: &Step, mark: &str) -> String {
        let mut code = step.code.clone();
        if step.attempt {
            code = format!("{ATTEMPT}\n{code}");
        }
        for (name, place) in &self.0 {
            code = code.replace(&format!("@{name}@"), place);
        }
        code = code.replace("@MARK@", mark);
        step.shapes.iter().fold(code, |code, shape| shape.apply(&code))
    }

    /// The arguments of the call.
    pub(super) fn arguments(&self, step: &Step, mark: &str) -> Value {
        let mut arguments = json!({ "code": self.code(step, mark), "timeout_s": step.timeout });
        if !step.inputs.is_empty() {
            let files = step.inputs.iter().map(|input| {
                let key = if input.base64 { "content_base64" } else { "content" };
                json!({ "name": input.name, key: input.content.replace("@MARK@", mark) })
            });
            arguments["files"] = files.collect();
        }
        arguments
    }
}

impl Shape {
    fn apply(self, code: &str) -> String {
        match self {
            Self::Crlf => code.replace('\n', "\r\n"),
            Self::Bom => format!("\u{feff}{code}"),
            Self::Nul => code.replace('␀', "\0"),
            Self::Pad(bytes) => format!("{code}\n#{}\n", "x".repeat(bytes)),
            Self::Deep(times) => {
                code.replace('⟳', &"(".repeat(times)).replace('⟲', &")".repeat(times))
            }
            Self::Empty => String::new(),
        }
    }
}

/// The bytes of a resource's content.
pub(super) fn content(content: &Value) -> Vec<u8> {
    match (content["text"].as_str(), content["blob"].as_str()) {
        (Some(text), _) => text.as_bytes().to_vec(),
        (None, Some(blob)) => STANDARD.decode(blob).unwrap_or_default(),
        (None, None) => Vec::new(),
    }
}
