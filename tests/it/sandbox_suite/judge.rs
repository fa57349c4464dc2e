//! What came of a call, held against what its step allows.

use std::{collections::BTreeMap, time::Duration};

use serde_json::Value;

use super::{
    arena::BROKEN,
    case::{End, File, Part, Step, Words},
    corpus::REACHED,
    directive::exit_kind,
    shape,
};

/// How much earlier than its limit a call may be said to have timed out.
const EARLY: Duration = Duration::from_millis(200);

/// An answer, with the files that it names.
pub(super) struct Answer {
    /// The JSON-RPC message.
    pub(super) reply: Value,
    pub(super) took: Duration,
    /// What the files hold, by name.
    pub(super) contents: BTreeMap<String, Vec<u8>>,
}

impl Answer {
    /// The structured result; nothing if the call was refused.
    pub(super) fn result(&self) -> Option<&Value> {
        self.reply["result"].get("structuredContent").filter(|result| result["exit"].is_string())
    }

    pub(super) fn end(&self) -> Option<End> {
        match self.result() {
            Some(result) => exit_kind(result["exit"].as_str()?),
            None => Some(End::Refused),
        }
    }

    /// The words of a refusal.
    fn refusal(&self) -> &str {
        let text = &self.reply["result"]["content"][0]["text"];
        text.as_str().or(self.reply["error"]["message"].as_str()).unwrap_or_default()
    }

    /// The answer as a person reads it in a complaint.
    fn shown(&self) -> String {
        let text = match self.result() {
            Some(result) => result.to_string(),
            None => self.reply.to_string(),
        };
        text.chars().take(700).collect()
    }
}

/// What is wrong with an answer.
pub(super) struct Judge<'a> {
    pub(super) step: &'a Step,
    pub(super) answer: &'a Answer,
    /// What only the host knows.
    pub(super) secret: &'a str,
}

impl Judge<'_> {
    pub(super) fn complaints(&self) -> Vec<String> {
        let mut complaints = shape::complaints(&self.answer.reply);
        complaints.extend(self.timing());
        complaints.extend(self.forbidden());
        match self.answer.end() {
            None => complaints.push(format!("unknown exit: {}", self.answer.shown())),
            Some(End::Refused) => complaints.extend(self.refused()),
            Some(_) => {}
        }
        if let Some(end) = self.answer.end() {
            if self.step.ends.contains(&end) {
                complaints.extend(self.words(end));
            } else {
                let (wanted, shown) = (&self.step.ends, self.answer.shown());
                complaints.push(format!("ended {end:?}, not {wanted:?}: {shown}"));
            }
        }
        complaints
    }

    fn timing(&self) -> Vec<String> {
        let (took, within) = (self.answer.took, self.step.within);
        let limit = Duration::from_secs(self.step.timeout);
        let mut complaints = Vec::new();
        if took > within {
            complaints.push(format!("took {took:?} and not {within:?}"));
        }
        if self.answer.end() == Some(End::TimedOut) && took + EARLY < limit {
            complaints.push(format!("timed out after {took:?} of {limit:?}"));
        }
        complaints
    }

    /// What must be nowhere: in no part of the answer, in no file.
    fn forbidden(&self) -> Vec<String> {
        let Self { step, answer, secret } = *self;
        let reply = answer.reply.to_string();
        let mut complaints = Vec::new();
        if reply.contains(REACHED) {
            complaints.push(format!("something was reached: {}", answer.shown()));
        }
        for never in &step.never {
            // As it stands in JSON.
            let quoted = Value::from(never.as_str()).to_string();
            if reply.contains(quoted.trim_matches('"')) {
                complaints.push(format!("answers {never:?}: {}", answer.shown()));
            }
        }
        if reply.contains(secret) {
            complaints.push(format!("answers the host's secret: {}", answer.shown()));
        }
        let holds = |content: &[u8], text: &str| {
            content.windows(text.len()).any(|window| window == text.as_bytes())
        };
        for (name, content) in &answer.contents {
            let never = step.never.iter().map(String::as_str).chain([secret]);
            let found: Vec<_> = never.filter(|text| holds(content, text)).collect();
            if !found.is_empty() {
                complaints.push(format!("the file {name:?} holds {found:?}"));
            }
        }
        complaints
    }

    /// A refusal says why, and does not repeat what it refuses.
    fn refused(&self) -> Option<String> {
        let refusal = self.answer.refusal();
        let length = refusal.chars().count();
        let is_clear = (10..2_000).contains(&length) && !refusal.starts_with(BROKEN);
        (!is_clear).then(|| format!("refused in {length} letters: {}", self.answer.shown()))
    }

    fn words(&self, end: End) -> Vec<String> {
        let is_first = self.step.ends.first() == Some(&end);
        let Some(result) = self.answer.result() else { return Vec::new() };
        let wrong = self.step.words.iter().filter(|words| {
            let applies = match words.part {
                Part::Exception => end == End::Exception,
                Part::ExitCode => end == End::ExitCode,
                Part::Signal => end == End::Signal,
                Part::Stdout | Part::Stderr | Part::Value => is_first,
            };
            applies && !words.fit(result)
        });
        let mut complaints: Vec<String> = wrong
            .map(|words| format!("not as it says, {words:?}: {}", self.answer.shown()))
            .collect();
        if is_first {
            let wrong = self.step.files.iter().filter_map(|file| self.file(result, file));
            complaints.extend(wrong);
        }
        let listed = self.step.no_files.iter().filter(|name| entry(result, name).is_some());
        complaints.extend(listed.map(|name| format!("lists the file {name:?}")));
        complaints
    }

    fn file(&self, result: &Value, file: &File) -> Option<String> {
        let name = &file.name;
        let Some(entry) = entry(result, name) else {
            return Some(format!("lists no file {name:?}: {}", self.answer.shown()));
        };
        let size = file.bytes.is_none_or(|bytes| entry["bytes"] == bytes);
        let mime = entry["mime_type"].as_str().unwrap_or_default();
        let kind = file.mime.as_ref().is_none_or(|wanted| mime.starts_with(wanted.as_str()));
        let content = self.answer.contents.get(name);
        let text = file.text.as_ref();
        let same = text.is_none_or(|text| content.is_some_and(|got| got == text.as_bytes()));
        (!(size && kind && same)).then(|| format!("{file:?} is {entry}, and holds {content:?}"))
    }
}

impl Words {
    fn fit(&self, result: &Value) -> bool {
        let exception = &result["exception"];
        let field = |field: &Value| field.as_str().unwrap_or_default().to_owned();
        let text = match self.part {
            Part::Stdout => field(&result["stdout"]),
            Part::Stderr => field(&result["stderr"]),
            Part::Value => field(&result["value"]),
            Part::Exception if self.whole => field(&exception["type"]),
            Part::Exception => {
                field(&exception["message"]) + "\n" + &field(&exception["traceback"])
            }
            Part::ExitCode => result["exit_code"].to_string(),
            Part::Signal => field(&result["signal"]),
        };
        if self.whole { text == self.text } else { text.contains(&self.text) }
    }
}

fn entry<'a>(result: &'a Value, name: &str) -> Option<&'a Value> {
    result["files"].as_array()?.iter().find(|file| file["name"] == name)
}
