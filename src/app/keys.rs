//! The key that signs cursors when the operator configured none.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    path::Path,
};

/// The key in `data_dir`, made at the first start so that a listing can go on
/// after a restart; a random one for this process where nothing can be written.
pub(super) fn local(data_dir: &Path) -> Result<Vec<u8>, getrandom::Error> {
    let mut key = vec![0; 32];
    getrandom::fill(&mut key)?;
    match kept(&data_dir.join("cursor.key"), &key) {
        Ok(kept) => Ok(kept),
        Err(error) => {
            tracing::warn!(
                error = error.to_string(),
                "cursors are signed with a key for this process only: they end with a restart; \
                 set TOOLHUB_SECRET_KEY"
            );
            Ok(key)
        }
    }
}

/// The key in `path`; `new` is put there when there is none. Whoever links the
/// finished file first wins, so that two processes starting at once agree.
fn kept(path: &Path, new: &[u8]) -> io::Result<Vec<u8>> {
    if let Some(key) = read(path)? {
        return Ok(key);
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let draft = path.with_extension(format!("{}.tmp", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&draft)?.write_all(new)?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => read(path)?.ok_or_else(|| io::ErrorKind::NotFound.into()),
    }
}

fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(key) if key.len() >= 32 => Ok(Some(key)),
        Ok(_) => Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("{} is too short for a key; delete it", path.display()),
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::expect_used, reason = "a test may fail loudly")]

    use super::*;

    #[test]
    fn the_first_key_stays() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let path = dir.path().join("new/cursor.key");
        assert_eq!(kept(&path, &[1; 32]).expect("written"), [1; 32]);
        assert_eq!(kept(&path, &[2; 32]).expect("read"), [1; 32]);
        let files = fs::read_dir(path.parent().expect("a parent")).expect("listed").count();
        assert_eq!(files, 1, "the draft is gone");
    }

    #[test]
    fn a_broken_key_file_is_named() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let path = dir.path().join("cursor.key");
        fs::write(&path, "short").expect("written");
        let error = kept(&path, &[1; 32]).expect_err("too short").to_string();
        assert!(error.contains("cursor.key is too short"), "{error}");
    }
}
