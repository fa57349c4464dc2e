//! Showing a change, having it accepted, making it.

use std::io::{self, IsTerminal as _, Write as _};

use anyhow::bail;

use super::{
    diff,
    entry::SecretFile,
    save::{self, HostFile},
};
use crate::cli::out::{self, HEADING, QUIET};

/// How the change is accepted.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Consent {
    /// Write without asking
    #[arg(long, short)]
    yes: bool,

    /// Show what would change and write nothing
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
}

/// A change of a host's file and of what lies beside it.
pub(super) struct Change<'a> {
    pub(super) file: &'a HostFile,
    /// The file's text afterwards; nothing removes it.
    pub(super) after: Option<&'a str>,
    pub(super) secrets: &'a [SecretFile],
    /// What the user has to know before saying yes.
    pub(super) notes: &'a [String],
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Nothing,
    Shown,
    Declined,
    Done,
}

impl Change<'_> {
    /// Shows the change, asks where nobody consented yet, and makes it.
    pub(super) fn make(&self, consent: &Consent) -> anyhow::Result<Outcome> {
        let is_same = self.after == self.file.text.as_deref();
        if is_same && save::secrets_are_saved(self.secrets) {
            return Ok(Outcome::Nothing);
        }
        self.show()?;
        if consent.dry_run {
            return Ok(Outcome::Shown);
        }
        if !consent.yes && !ask()? {
            return Ok(Outcome::Declined);
        }
        save::save_secrets(self.secrets)?;
        if !is_same {
            self.file.save(self.after)?;
        }
        Ok(Outcome::Done)
    }

    fn show(&self) -> io::Result<()> {
        let mut out = out::stdout();
        let happens = match (&self.file.text, self.after) {
            (None, _) => " (new)",
            (_, None) => " (removed: nothing is left in it)",
            _ => "",
        };
        writeln!(out, "{HEADING}{}{HEADING:#}{happens}", self.file.path.display())?;
        diff::write(&mut out, self.file.text(), self.after.unwrap_or_default())?;
        for file in self.secrets.iter().filter(|file| file.secret.is_some()) {
            writeln!(out, "{QUIET}for your eyes only:{QUIET:#} {}", file.path.display())?;
        }
        self.notes.iter().try_for_each(|note| writeln!(out, "{QUIET}note:{QUIET:#} {note}"))
    }
}

/// Anything but a plain yes, the end of input too, is a no.
fn ask() -> anyhow::Result<bool> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        bail!("nobody is there to ask: --yes writes without asking, --dry-run only shows");
    }
    let mut err = anstream::stderr();
    write!(err, "Write this? [y/N] ")?;
    err.flush()?;
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(matches!(line.trim(), "y" | "Y" | "yes" | "Yes"))
}
