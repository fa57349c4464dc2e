//! How far a long command is: a bar on a terminal, a line now and then elsewhere.

use std::io::{self, IsTerminal as _, Write as _};

use indicatif::{HumanCount, ProgressBar, ProgressStyle};

/// Progress towards a known number.
pub(super) enum Progress {
    /// A bar.
    Bar(ProgressBar),
    /// A line at every tenth.
    Lines {
        /// The number at the end.
        total: u64,
        /// How many tenths have been said.
        said: u64,
    },
}

impl Progress {
    /// On stderr, in the form that suits it.
    pub(super) fn new(total: u64) -> Self {
        if !io::stderr().is_terminal() {
            return Self::Lines { total, said: 0 };
        }
        let bar = ProgressBar::new(total);
        let style = ProgressStyle::with_template(
            "{bar:40.green} {human_pos}/{human_len} orders  {per_sec}  {eta} left",
        );
        if let Ok(style) = style {
            bar.set_style(style);
        }
        Self::Bar(bar)
    }

    /// `done` are done.
    pub(super) fn at(&mut self, done: u64) {
        match self {
            Self::Bar(bar) => bar.set_position(done),
            Self::Lines { total, said } => {
                let tenths = done.saturating_mul(10) / *total;
                if tenths > *said {
                    *said = tenths;
                    // Progress is a courtesy: nobody to read it is no failure.
                    let _ =
                        writeln!(io::stderr(), "{} of {}", HumanCount(done), HumanCount(*total));
                }
            }
        }
    }

    /// Clears the bar away.
    pub(super) fn finish(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}
