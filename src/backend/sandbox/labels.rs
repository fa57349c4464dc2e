//! How sandboxes outside of this process are told apart: whose they are and until
//! when anybody needs them.

use std::{
    sync::LazyLock,
    time::{Duration, SystemTime},
};

/// Whose sandbox it is.
pub(super) const INSTANCE: &str = "toolhub.instance";
/// The second since 1970 from which on nobody needs it any more.
pub(super) const DEADLINE: &str = "toolhub.deadline";

/// No sandbox is used for longer, its waiting included.
const LIFETIME: Duration = Duration::from_hours(2);

/// This process among others that use the same daemon or account.
static OWN_INSTANCE: LazyLock<String> = LazyLock::new(|| {
    let mut id = [0; 8];
    // Only a name: without randomness the process id will do.
    if getrandom::fill(&mut id).is_err() {
        return std::process::id().to_string();
    }
    format!("{:016x}", u64::from_be_bytes(id))
});

/// The name of this process.
pub(super) fn instance() -> &'static str {
    &OWN_INSTANCE
}

/// The deadline of a sandbox that is made now.
pub(super) fn deadline() -> u64 {
    now() + LIFETIME.as_secs()
}

/// Whether a deadline has passed; one that cannot be read has.
pub(super) fn is_over(deadline: Option<&String>) -> bool {
    deadline.and_then(|text| text.parse().ok()).is_none_or(|deadline: u64| deadline < now())
}

/// Seconds since 1970.
pub(super) fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs()
}
