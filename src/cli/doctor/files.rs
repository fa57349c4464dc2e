//! What toolhub keeps on disk.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use super::{Checklist, Ground, settings::open_to_others};
use crate::config::Store;

const MIB: u64 = 1024 * 1024;
/// Below this the next write may fail.
const FULL: u64 = 64 * MIB;
/// Below this it is a matter of time.
const TIGHT: u64 = 1024 * MIB;

/// Runs what a file system that hangs could hold up.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> anyhow::Result<T> {
    Ok(tokio::task::spawn_blocking(work).await?)
}

/// What stands at a path.
#[derive(Debug, Default)]
pub(super) struct Place {
    pub(super) exists: bool,
    pub(super) is_directory: bool,
    /// Whether this user may write there.
    pub(super) writable: bool,
    /// The permission bits.
    pub(super) mode: u32,
    /// Those of them that are not the owner's.
    pub(super) others: u32,
    /// How long ago it was changed.
    pub(super) age: Option<Duration>,
}

impl Place {
    pub(super) async fn of(path: &Path) -> anyhow::Result<Self> {
        let path = path.to_owned();
        Ok(blocking(move || Self::read(&path)).await??)
    }

    fn read(path: &Path) -> io::Result<Self> {
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(error),
        };
        let mode = mode(&metadata);
        let modified = metadata.modified().ok();
        Ok(Self {
            exists: true,
            is_directory: metadata.is_dir(),
            writable: is_writable(path, &metadata),
            mode,
            others: mode & 0o077,
            age: modified.and_then(|time| SystemTime::now().duration_since(time).ok()),
        })
    }
}

#[cfg(unix)]
fn mode(metadata: &fs::Metadata) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o7777
}

#[cfg(not(unix))]
fn mode(_: &fs::Metadata) -> u32 {
    0
}

#[cfg(unix)]
fn is_writable(path: &Path, metadata: &fs::Metadata) -> bool {
    use rustix::fs::Access;
    let wanted =
        if metadata.is_dir() { Access::WRITE_OK | Access::EXEC_OK } else { Access::WRITE_OK };
    rustix::fs::access(path, wanted).is_ok()
}

#[cfg(not(unix))]
fn is_writable(_: &Path, metadata: &fs::Metadata) -> bool {
    !metadata.permissions().readonly()
}

pub(super) async fn data_dir(ground: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let Some(config) = ground.config() else { return Ok(()) };
    let (path, place) = (config.data_dir.display(), Place::of(&config.data_dir).await?);
    let elsewhere = "set TOOLHUB_DATA_DIR to a directory that this user may write";
    if !place.exists {
        let parent = standing(&config.data_dir);
        if Place::of(&parent).await?.writable {
            return list.ok(&format!("{path} is made at the first start"));
        }
        list.fail(&format!("{path} is not there, and {} cannot be written", parent.display()))?;
        list.cure(elsewhere);
    } else if !place.is_directory {
        list.fail(&format!("{path} is no directory"))?;
        list.cure(elsewhere);
    } else if !place.writable {
        list.fail(&format!("{path} cannot be written by this user"))?;
        list.cure(elsewhere);
    } else if place.others & 0o022 != 0 {
        list.fail(&format!("{path} can be written by other users (mode {:o})", place.mode))?;
        list.cure(&format!("`chmod 700 {path}`"));
    } else {
        list.ok(&format!("{path} can be written"))?;
    }
    let key = config.data_dir.join("cursor.key");
    open_to_others(list, &key.display().to_string(), &Place::of(&key).await.unwrap_or_default())
}

/// The nearest of `path` and its parents that is there.
fn standing(path: &Path) -> PathBuf {
    path.ancestors().find(|path| path.exists()).unwrap_or(Path::new(".")).to_owned()
}

pub(super) async fn disk_space(ground: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let Some(config) = ground.config() else { return Ok(()) };
    let directory = config.data_dir.clone();
    let Some(free) = blocking(move || free(&standing(&directory))).await? else {
        return list.note("the system does not say how much space is free");
    };
    let text = format!("{} MiB are free for {}", free / MIB, config.data_dir.display());
    if free >= TIGHT {
        return list.ok(&text);
    }
    if free < FULL { list.fail(&text) } else { list.note(&text) }?;
    list.cure("free some space, or set TOOLHUB_DATA_DIR to another file system");
    Ok(())
}

#[cfg(unix)]
fn free(directory: &Path) -> Option<u64> {
    let facts = rustix::fs::statvfs(directory).ok()?;
    facts.f_bavail.checked_mul(facts.f_frsize)
}

#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
}

pub(super) async fn database(ground: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let Some(config) = ground.config() else { return Ok(()) };
    let Store::Sqlite { path, .. } = &config.database.store else {
        return list.ok("the order database is a server: there is no file");
    };
    let (name, place) = (path.display().to_string(), Place::of(path).await?);
    if !place.exists {
        return list.ok(&format!("{name} is made at the first start"));
    }
    if !place.writable || place.is_directory {
        list.fail(&format!("{name} is no file that this user may write"))?;
        list.cure(&format!("give it to the user that runs toolhub: `chown USER {name}`"));
        return Ok(());
    }
    if place.others == 0 {
        return list.ok(&format!("{name} is its owner's alone"));
    }
    open_to_others(list, &name, &place)
}
