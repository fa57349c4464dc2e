//! Tells the program which commit it was built from.
#![expect(
    clippy::disallowed_methods,
    reason = "a build script reads what cargo tells it and asks git"
)]

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=COMMIT");
    let commit = named().or_else(commit).unwrap_or_else(|| "unknown".to_owned());
    println!("cargo::rustc-env=COMMIT_BUILT_FROM={commit}");
}

/// The commit as told by who builds from the sources alone: the image, a package.
fn named() -> Option<String> {
    let commit = env::var("COMMIT").ok()?;
    commit
        .get(..7)
        .filter(|short| short.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .map(str::to_owned)
}

/// The checked-out commit, unless the sources lie in no repository of their own.
fn commit() -> Option<String> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR")?).canonicalize().ok()?;
    let root = PathBuf::from(git(&["rev-parse", "--show-toplevel"])?);
    if root.canonicalize().ok()? != here {
        return None;
    }
    let head = PathBuf::from(git(&["rev-parse", "--git-path", "HEAD"])?);
    let packed = PathBuf::from(git(&["rev-parse", "--git-path", "packed-refs"])?);
    watch(&head);
    // Git writes a branch's own file when it moves, or drops it into `packed-refs`.
    if let Some(branch) = git(&["symbolic-ref", "--quiet", "HEAD"]) {
        watch(Path::new(&git(&["rev-parse", "--git-path", &branch])?));
        if packed.exists() {
            watch(&packed);
        }
    }
    git(&["rev-parse", "--short=7", "HEAD"])
}

/// Runs this script again when `path` changes or appears. Cargo takes a missing
/// file for a change every time, so its nearest existing directory stands in.
fn watch(path: &Path) {
    if let Some(existing) = path.ancestors().find(|path| path.exists()) {
        println!("cargo::rerun-if-changed={}", existing.display());
    }
}

fn git(args: &[&str]) -> Option<String> {
    let output = Command::new("git").args(args).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
