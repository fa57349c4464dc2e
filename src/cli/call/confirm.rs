//! Asking the person at the terminal.

use std::io::{self, IsTerminal as _, Write as _};

use crate::{
    cli::out::HEADING,
    dispatch::{Person, Question},
};

/// Whether somebody is there to ask.
pub(super) fn is_possible() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Puts the question; anything but a plain yes, the end of input too, is a no.
pub(super) fn ask(question: Question) -> Person {
    let mut err = anstream::stderr();
    let (title, text) = question.message.split_once('\n').unwrap_or((&question.message, ""));
    let mut line = String::new();
    let asked = writeln!(err, "{HEADING}{title}{HEADING:#}\n{text}")
        .and_then(|()| write!(err, "Do this? [y/N] "))
        .and_then(|()| err.flush())
        .and_then(|()| io::stdin().read_line(&mut line));
    let accepted = asked.is_ok() && matches!(line.trim(), "y" | "Y" | "yes" | "Yes");
    Person::Answered { state: question.state, accepted }
}
