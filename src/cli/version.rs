//! `toolhub --version`.

use std::sync::LazyLock;

use crate::about;

/// Release and commit.
pub(super) const SHORT: &str =
    concat!(env!("CARGO_PKG_VERSION"), " (", env!("COMMIT_BUILT_FROM"), ")");

/// Release, commit and the protocol versions that are spoken.
pub(super) static LONG: LazyLock<String> =
    LazyLock::new(|| format!("{SHORT}\nMCP {}", about::PROTOCOL_VERSIONS.join(" ")));
