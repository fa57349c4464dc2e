//! Files are replaced as a whole or not at all, and what was there is kept.

use std::{
    fs::{self, Permissions},
    io::{self, ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use tempfile::NamedTempFile;

use super::entry::SecretFile;

/// A host's file as it was read.
#[derive(Debug)]
pub(super) struct HostFile {
    /// As it was asked for; a link perhaps.
    pub(super) path: PathBuf,
    /// What the link leads to.
    target: PathBuf,
    /// Nothing where there is no file yet.
    pub(super) text: Option<String>,
}

impl HostFile {
    pub(super) fn read(path: PathBuf) -> anyhow::Result<Self> {
        let shown = path.display();
        let target = match fs::canonicalize(&path) {
            Ok(target) => target,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                if fs::symlink_metadata(&path).is_ok() {
                    bail!("{shown} is a link that leads nowhere");
                }
                return Ok(Self { target: path.clone(), path, text: None });
            }
            Err(error) => return Err(error).with_context(|| format!("{shown} cannot be read")),
        };
        let bytes = fs::read(&target).with_context(|| format!("{shown} cannot be read"))?;
        let text = String::from_utf8(bytes).ok();
        let text =
            text.with_context(|| format!("{shown} is not UTF-8 text; nothing is changed"))?;
        Ok(Self { path, target, text: Some(text) })
    }

    pub(super) fn text(&self) -> &str {
        self.text.as_deref().unwrap_or_default()
    }

    pub(super) fn is_link(&self) -> bool {
        fs::symlink_metadata(&self.path).is_ok_and(|found| found.is_symlink())
    }

    /// What the file held before it was changed last.
    pub(super) fn backup(&self) -> Option<String> {
        fs::read_to_string(self.backup_path()).ok()
    }

    pub(super) fn backup_path(&self) -> PathBuf {
        let mut name = self.target.clone().into_os_string();
        name.push(".toolhub-backup");
        name.into()
    }

    /// Puts `text` in its place, or removes it when there is none.
    pub(super) fn save(&self, text: Option<&str>) -> anyhow::Result<()> {
        let shown = self.path.display();
        let now = Self::read(self.path.clone())?;
        if now.text != self.text {
            bail!("{shown} was changed by somebody else meanwhile; nothing is written, try again");
        }
        if let Some(before) = &self.text {
            let permissions = fs::metadata(&self.target)?.permissions();
            let path = self.backup_path();
            replace(&path, before, Some(permissions.clone()))
                .with_context(|| format!("{} cannot be written", path.display()))?;
        }
        match text {
            Some(text) => {
                let kept = fs::metadata(&self.target).ok().map(|found| found.permissions());
                replace(&self.target, text, kept)
            }
            None => fs::remove_file(&self.target),
        }
        .with_context(|| format!("{shown} cannot be written"))
    }
}

/// Writes the secrets that are known, for nobody but their owner.
pub(super) fn save_secrets(files: &[SecretFile]) -> anyhow::Result<()> {
    for SecretFile { path, secret } in files {
        let Some(secret) = secret else { continue };
        let context = || format!("{} cannot be written", path.display());
        make_private(parent(path)).with_context(context)?;
        let file = NamedTempFile::new_in(parent(path)).with_context(context)?;
        write(file, path, secret.expose()).with_context(context)?;
    }
    Ok(())
}

/// Whether every secret that is known is written already.
pub(super) fn secrets_are_saved(files: &[SecretFile]) -> bool {
    files.iter().all(|file| {
        let wanted = file.secret.as_ref();
        wanted.is_none_or(|secret| {
            fs::read_to_string(&file.path).is_ok_and(|text| text == secret.expose())
        })
    })
}

/// With `permissions`, or those that a new file of the user gets.
fn replace(path: &Path, text: &str, permissions: Option<Permissions>) -> io::Result<()> {
    fs::create_dir_all(parent(path))?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".toolhub-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(parent(path))?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    write(file, path, text)
}

/// `file` takes the place of whatever is at `path` when it is whole.
fn write(mut file: NamedTempFile, path: &Path, text: &str) -> io::Result<()> {
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
