//! Sessions of clients that speak 2025-11-25 or older: bounded in number, and
//! each usable only by the caller that opened it.

use std::{collections::HashMap, sync::Arc, time::Duration};

use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use tokio::sync::RwLock;

use super::edge::refuse;
use crate::{caller::Caller, telemetry::Metrics};

/// How long a session may rest; one in which a person is asked must outlast
/// the question by a margin.
pub(super) const IDLE: Duration = Duration::from_mins(5);
pub(super) const MARGIN: Duration = Duration::from_mins(1);

const SESSION_ID: &str = "mcp-session-id";

/// The sessions of this process.
pub(super) struct Sessions {
    manager: Arc<LocalSessionManager>,
    owners: RwLock<HashMap<String, String>>,
    most: usize,
    metrics: Arc<Metrics>,
}

impl Sessions {
    /// At most `most` sessions at a time, each closed when nothing happens in it
    /// for `idle`.
    pub(super) fn new(most: usize, idle: Duration, metrics: &Arc<Metrics>) -> Self {
        let mut manager = LocalSessionManager::default();
        manager.session_config.keep_alive = Some(idle);
        Self {
            manager: Arc::new(manager),
            owners: RwLock::default(),
            most,
            metrics: Arc::clone(metrics),
        }
    }

    /// rmcp's side of the sessions.
    pub(super) fn manager(&self) -> Arc<LocalSessionManager> {
        Arc::clone(&self.manager)
    }

    /// Lets a request through to its own session, or to a new one while there is
    /// room. Someone else's session does not exist (404), as the specification
    /// has it for unknown ones.
    pub(super) async fn admit(
        &self,
        headers: &HeaderMap,
        caller: &Caller,
        initialize: bool,
    ) -> Result<(), Response> {
        if let Some(id) = headers.get(SESSION_ID) {
            let owners = self.owners.read().await;
            let owner = id.to_str().ok().and_then(|id| owners.get(id));
            return match owner {
                Some(owner) if owner != caller.principal() => {
                    Err(refuse(StatusCode::NOT_FOUND, -32001, "Session not found"))
                }
                _ => Ok(()),
            };
        }
        if initialize && self.count().await >= self.most {
            let text = "Too many sessions are open; try again later, or use protocol version \
                        2026-07-28, which needs none.";
            return Err(refuse(StatusCode::SERVICE_UNAVAILABLE, -32000, text));
        }
        Ok(())
    }

    /// Remembers whose session a reply opens.
    pub(super) async fn bind(&self, headers: &HeaderMap, caller: &Caller) {
        let Some(id) = headers.get(SESSION_ID).and_then(|id| id.to_str().ok()) else { return };
        if self.owners.read().await.contains_key(id) {
            return;
        }
        self.owners.write().await.insert(id.to_owned(), caller.principal().to_owned());
    }

    /// How many sessions are open; forgets the owners of those that are not.
    pub(super) async fn count(&self) -> usize {
        let open = self.manager.sessions.read().await;
        self.owners.write().await.retain(|id, _| open.contains_key(id.as_str()));
        self.metrics.sessions().set(i64::try_from(open.len()).unwrap_or(i64::MAX));
        open.len()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::expect_used, reason = "a test may fail loudly")]

    use rmcp::transport::streamable_http_server::session::SessionManager as _;

    use super::*;
    use axum::http::HeaderName;

    fn caller(name: &str) -> Caller {
        Caller::new(name, [])
    }

    fn in_session(id: &str) -> HeaderMap {
        HeaderMap::from_iter([(HeaderName::from_static(SESSION_ID), id.parse().expect("an id"))])
    }

    async fn status(sessions: &Sessions, headers: &HeaderMap, name: &str) -> Option<u16> {
        let admitted = sessions.admit(headers, &caller(name), false).await;
        admitted.err().map(|refused| refused.status().as_u16())
    }

    #[tokio::test]
    async fn a_session_is_its_openers_alone() {
        let sessions = Sessions::new(5, Duration::from_mins(1), &Arc::default());
        let (id, _transport) = sessions.manager().create_session().await.expect("a session");
        let headers = in_session(&id);
        sessions.bind(&headers, &caller("ann")).await;
        assert_eq!(status(&sessions, &headers, "ann").await, None);
        assert_eq!(status(&sessions, &headers, "bob").await, Some(404));
        // Being named in another's reply does not change hands.
        sessions.bind(&headers, &caller("bob")).await;
        assert_eq!(status(&sessions, &headers, "bob").await, Some(404));
        // To rmcp the unknown ones are unknown.
        assert_eq!(status(&sessions, &in_session("none"), "bob").await, None);
    }

    #[tokio::test]
    async fn closed_sessions_are_forgotten() {
        let sessions = Sessions::new(1, Duration::from_mins(1), &Arc::default());
        let (id, _transport) = sessions.manager().create_session().await.expect("a session");
        sessions.bind(&in_session(&id), &caller("ann")).await;
        let refused = sessions.admit(&HeaderMap::new(), &caller("ann"), true).await;
        assert_eq!(refused.expect_err("it is full").status().as_u16(), 503);
        sessions.manager().close_session(&id).await.expect("closed");
        assert!(sessions.admit(&HeaderMap::new(), &caller("ann"), true).await.is_ok());
        assert!(sessions.owners.read().await.is_empty());
    }
}
