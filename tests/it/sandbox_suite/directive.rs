//! The lines at the head of a case: `# key: words`.

use std::time::Duration;

use super::case::{End, File, Input, Part, Shape, Words};

/// One of them, understood.
pub(super) enum Directive {
    Name(String),
    Ends(Vec<End>),
    Timeout(u64),
    Within(Duration),
    Words(Words),
    Never(String),
    Input(Input),
    File(File),
    NoFile(String),
    Shape(Shape),
    Compiles(bool),
    Attempt,
}

/// The directive on a line; `None` where the code begins.
pub(super) fn read(line: &str) -> Result<Option<Directive>, String> {
    let Some((key, text)) = line.strip_prefix("# ").and_then(|rest| rest.split_once(':')) else {
        return Ok(None);
    };
    let text = text.trim();
    understand(key, text).map(Some).map_err(|what| format!("`{line}`: {what}"))
}

fn understand(key: &str, text: &str) -> Result<Directive, String> {
    let words = |part, whole| {
        Ok::<_, String>(Directive::Words(Words { part, whole, text: unescape(text)? }))
    };
    Ok(match key {
        "name" if !text.is_empty() => Directive::Name(text.into()),
        "expect" => Directive::Ends(text.split('|').map(end).collect::<Result<_, _>>()?),
        "timeout" => match whole(text)? {
            seconds @ 1..=30 => Directive::Timeout(seconds),
            _ => return Err("takes 1 to 30 seconds".into()),
        },
        "within" => Directive::Within(Duration::from_secs(whole(text)?)),
        "stdout is" => words(Part::Stdout, true)?,
        "stdout has" => words(Part::Stdout, false)?,
        "stderr is" => words(Part::Stderr, true)?,
        "stderr has" => words(Part::Stderr, false)?,
        "value is" => words(Part::Value, true)?,
        "exception is" => words(Part::Exception, true)?,
        "exception has" => words(Part::Exception, false)?,
        "exit code is" => words(Part::ExitCode, true)?,
        "signal is" => words(Part::Signal, true)?,
        "never" => Directive::Never(unescape(text)?),
        "input" | "input base64" => {
            let (name, content) = pair(text)?;
            Directive::Input(Input { name, content, base64: key != "input" })
        }
        "file" => Directive::File(file(text)?),
        "file has" => {
            let (name, text) = pair(text)?;
            Directive::File(File { name, text: Some(text), ..File::default() })
        }
        "no file" => Directive::NoFile(unescape(text)?),
        "code" => Directive::Shape(shape(text)?),
        "compiles" if text == "no" => Directive::Compiles(false),
        "uses" if text == "attempt" => Directive::Attempt,
        _ => return Err("is no directive".into()),
    })
}

fn end(text: &str) -> Result<End, String> {
    Ok(match text.trim() {
        "refused" => End::Refused,
        exit => exit_kind(exit).ok_or_else(|| format!("{exit:?} is no way to end"))?,
    })
}

/// The kind that a result's `exit` names.
pub(super) fn exit_kind(exit: &str) -> Option<End> {
    Some(match exit {
        "ok" => End::Ok,
        "exception" => End::Exception,
        "exit_code" => End::ExitCode,
        "signal" => End::Signal,
        "timed_out" => End::TimedOut,
        "out_of_memory" => End::OutOfMemory,
        "sandbox_died" => End::SandboxDied,
        _ => return None,
    })
}

fn shape(text: &str) -> Result<Shape, String> {
    Ok(match text.split_once(' ') {
        None if text == "crlf" => Shape::Crlf,
        None if text == "bom" => Shape::Bom,
        None if text == "nul" => Shape::Nul,
        None if text == "empty" => Shape::Empty,
        Some(("pad", bytes)) => Shape::Pad(count(bytes)?),
        Some(("deep", times)) => Shape::Deep(count(times)?),
        _ => return Err("is no shape of code".into()),
    })
}

/// `NAME, 12 bytes, text/csv`, the last two in any order or absent.
fn file(text: &str) -> Result<File, String> {
    let mut parts = text.split(',').map(str::trim);
    let name = unescape(parts.next().unwrap_or_default())?;
    let mut file = File { name, ..File::default() };
    for part in parts {
        match part.strip_suffix(" bytes") {
            Some(bytes) => file.bytes = Some(whole(bytes)?),
            None => file.mime = Some(part.into()),
        }
    }
    Ok(file)
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, content) = text.split_once("= ").ok_or("lacks ` = `")?;
    Ok((unescape(name.trim_end())?, unescape(content)?))
}

/// Text is written as in a string of JSON, quotes as they are.
fn unescape(text: &str) -> Result<String, String> {
    let quoted = format!("\"{}\"", text.replace('"', "\\\""));
    serde_json::from_str(&quoted).map_err(|error| error.to_string())
}

fn whole(text: &str) -> Result<u64, String> {
    text.trim_end_matches('s').parse().map_err(|_| format!("{text:?} is no whole number"))
}

fn count(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| format!("{text:?} is no whole number"))
}
