//! The configuration: what is set, where it came from, who else can read it.

use std::{path::Path, time::Duration};

use super::{Checklist, Ground, files::Place};

/// A secret that has been in use longer is worth a new one.
const OLD: Duration = Duration::from_hours(365 * 24);

pub(super) fn settings(ground: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let Err(errors) = &ground.config else {
        let set: Vec<String> = ground
            .sources
            .origins()
            .map(|(var, origin)| format!("{} {origin}", var.name))
            .collect();
        return match set.len() {
            0 => list.ok("nothing is set: every default is in force"),
            _ => list.ok(&set.join(", ")),
        };
    };
    for line in errors.lines() {
        // A line ends with what to do about it.
        match line.rsplit_once("; ") {
            Some((problem, cure)) => {
                list.fail(problem)?;
                list.cure(&cure.replacen("example: ", "for instance ", 1));
            }
            None => {
                list.fail(line)?;
                list.cure("correct it; `toolhub config` lists the variables");
            }
        }
    }
    list.note("what depends on the configuration is looked at when it is right")
}

pub(super) async fn dotenv(_: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let directory = std::env::current_dir()?;
    let place = Place::of(Path::new(".env")).await?;
    if !place.exists {
        return list
            .ok(&format!("no .env in {}: the environment alone counts", directory.display()));
    }
    list.ok(&format!(
        "{} is read here; a host starts toolhub in a directory of its own and does not see it",
        directory.join(".env").display()
    ))?;
    open_to_others(list, ".env", &place)
}

pub(super) async fn files(ground: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let mut is_clean = true;
    for file in ground.sources.secret_files() {
        let place = Place::of(&file.path).await?;
        let name = format!("{} ({})", file.name, file.path.display());
        let is_old = place.age.is_some_and(|age| age > OLD);
        is_clean &= !is_old && place.others == 0;
        open_to_others(list, &name, &place)?;
        if is_old {
            let days = place.age.unwrap_or_default().as_secs() / 86_400;
            list.note(&format!("{name} has not changed for {days} days"))?;
            list.cure("put a new secret there; toolhub reads it at its next start");
        }
    }
    if is_clean {
        list.ok("no file of secrets is open to other users")?;
    }
    Ok(())
}

/// Notes that users besides the owner may read or write a file.
pub(super) fn open_to_others(
    list: &mut Checklist,
    name: &str,
    place: &Place,
) -> anyhow::Result<()> {
    if place.others == 0 {
        return Ok(());
    }
    list.note(&format!("{name} is open to other users (mode {:o})", place.mode))?;
    list.cure("`chmod 600` takes that away");
    Ok(())
}
