//! Who may call over HTTP.

use super::Secret;

/// How an HTTP request proves who sends it.
#[derive(Debug, Clone)]
pub enum AuthConfig {
    /// Nothing is configured: stdio works, HTTP refuses to start.
    Unset,
    /// `TOOLHUB_AUTH=none`: no proof at all; accepted on loopback addresses only.
    None,
    /// `TOOLHUB_API_TOKEN`: one bearer token that holds every scope.
    Bearer(Secret),
}
