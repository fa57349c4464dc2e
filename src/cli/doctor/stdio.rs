//! stdio: this program, started as a host starts it, in both generations of the
//! protocol.

use super::{
    Checklist, Ground,
    child::{self, Heard},
    talk::Era,
};

pub(super) async fn both(ground: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let Some(program) = &ground.program else {
        return list.note("the system does not say where this program is");
    };
    if ground.config().is_none() {
        return Ok(());
    }
    let [modern, legacy] = Era::BOTH;
    let both = (child::converse(program, &[], modern), child::converse(program, &[], legacy));
    let (first, second) = tokio::join!(both.0, both.1);
    for (era, heard) in [(modern, first), (legacy, second)] {
        report(list, &format!("toolhub speaking {}", era.version()), &heard)?;
    }
    Ok(())
}

/// What came of a conversation with `who`.
pub(super) fn report(list: &mut Checklist, who: &str, heard: &Heard) -> anyhow::Result<()> {
    match &heard.answer {
        Ok(answer) => {
            let (server, millis) = (&answer.server, answer.first.as_millis());
            list.ok(&format!(
                "{who}: {} {} answered after {millis} ms, {} tools",
                server.name, server.version, answer.tools
            ))?;
        }
        Err(silence) => {
            list.fail(&format!("{who}: {silence}"))?;
            list.cure("start the same command in a terminal and read what it says on stderr");
        }
    }
    if let Some(line) = heard.strays.first() {
        let more = match heard.strays.len() {
            1 => String::new(),
            many => format!(" and {} more", many - 1),
        };
        list.fail(&format!("{who}: stdout holds what is no JSON-RPC: {line:?}{more}"))?;
        list.cure(
            "send it to stderr: only the protocol may stand on stdout; look at a wrapper script, \
             or at a shell profile that prints",
        );
    }
    if heard.lingers {
        list.note(&format!("{who}: it stays after its input has ended"))?;
        list.cure("let a wrapper script end with `exec`, so that the host ends toolhub itself");
    }
    Ok(())
}
