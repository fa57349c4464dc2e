//! The hosts we know: one file each, one line here.

mod claude_code;
mod claude_desktop;
mod codex;
mod cursor;
mod gemini;
mod vscode;
mod windsurf;
mod zed;

use super::host::Host;
use crate::nearest::nearest;

/// In the order they are listed.
pub(super) const ALL: &[&Host] = &[
    &claude_desktop::HOST,
    &claude_code::HOST,
    &vscode::HOST,
    &cursor::HOST,
    &windsurf::HOST,
    &zed::HOST,
    &codex::HOST,
    &gemini::HOST,
];

/// The host of that name, or what is wrong with it.
pub(in crate::cli) fn parse(id: &str) -> Result<&'static Host, String> {
    if let Some(host) = ALL.iter().find(|host| host.id == id) {
        return Ok(host);
    }
    let ids: Vec<&str> = ALL.iter().map(|host| host.id).collect();
    let hint = nearest(id, ids.iter().copied())
        .map_or_else(String::new, |id| format!("did you mean {id}? "));
    Err(format!("no such host is known; {hint}there are {}", ids.join(", ")))
}

#[cfg(test)]
mod tests;
