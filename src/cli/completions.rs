//! `toolhub completions`: what to put into a shell's start-up file.

use std::{io::Write as _, path::Path, process::ExitCode};

use clap::ValueEnum;
use clap_complete::env::{Bash, EnvCompleter, Fish, Zsh};

use super::out;

/// Print the completion script for a shell
///
/// The script asks toolhub itself, so it completes commands, options, tool names
/// and the arguments of each tool.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Args {
    /// The shell
    shell: Shell,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

const EXAMPLES: &str = "\
Examples:
  echo 'source <(toolhub completions bash)' >> ~/.bashrc
  echo 'source <(toolhub completions zsh)' >> ~/.zshrc
  echo 'toolhub completions fish | source' >> ~/.config/fish/config.fish";

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let shell: &dyn EnvCompleter = match args.shell {
        Shell::Bash => &Bash,
        Shell::Zsh => &Zsh,
        Shell::Fish => &Fish,
    };
    let mut script = Vec::new();
    shell.write_registration("COMPLETE", "toolhub", "toolhub", &completer()?, &mut script)?;
    if matches!(args.shell, Shell::Bash) {
        script.extend_from_slice(BASH_KEY_VALUE.as_bytes());
    }
    out::stdout().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}

/// Bash splits words at `=`: puts `key=value` together before toolhub is asked,
/// and keeps of the answers what follows the `=`.
const BASH_KEY_VALUE: &str = r#"
_toolhub() {
    local words=() i
    for ((i = 0; i <= COMP_CWORD; i++)); do
        if ((i > 0)) && [[ ${COMP_WORDS[i]} == "=" || ${COMP_WORDS[i - 1]} == "=" ]]; then
            words[${#words[@]} - 1]+=${COMP_WORDS[i]}
        else
            words+=("${COMP_WORDS[i]}")
        fi
    done
    local COMP_WORDS=("${words[@]}") COMP_CWORD=$((${#words[@]} - 1))
    local current=${COMP_WORDS[COMP_CWORD]}
    _clap_complete_toolhub toolhub "$current"
    if [[ $COMP_WORDBREAKS == *=* ]]; then
        COMPREPLY=("${COMPREPLY[@]#"${current%"${current##*=}"}"}")
    fi
}
complete -o nospace -o bashdefault -F _toolhub toolhub
complete -o nosort -o nospace -o bashdefault -F _toolhub toolhub 2> /dev/null
"#;

/// How the shell calls back: by name when that is how we were called, else by
/// the whole path, as the working directory will have changed.
fn completer() -> anyhow::Result<String> {
    let called = std::env::args_os().next().unwrap_or_default();
    if Path::new(&called).components().count() == 1 {
        return Ok("toolhub".to_owned());
    }
    Ok(std::env::current_exe()?.to_string_lossy().into_owned())
}
