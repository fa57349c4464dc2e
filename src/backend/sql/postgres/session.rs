//! The session and the transaction that a statement runs in: read-only, bounded in
//! time, with nothing on the search path but PostgreSQL's own, and values in the
//! spelling that we read.
//!
//! The settings come with the connection, as its start-up options: there they cost
//! nothing per statement, and no reset takes them away. A pooler between us and the
//! server may refuse or drop such options: then every transaction sets them anew.

use std::{
    fmt::Write as _,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use deadpool_postgres::{ConfigConnectImpl, Connect};
use futures_util::future::BoxFuture;
use tokio::task::JoinHandle;
use tokio_postgres::{Client, Config, Error, error::SqlState};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::config::sql::SourceConfig;

/// A setting that only our start-up options make.
const MARK: &str = "toolhub.session";

/// Fails on a connection that has not got them.
const SHOW_MARK: &str = "SHOW toolhub.session";

/// The role's own search path says what a table's bare name stands for, so that it
/// is no setting of the connection.
const OPEN: &str = "BEGIN READ ONLY; SET LOCAL search_path = pg_catalog, pg_temp";

/// Makes the connections of a source.
pub(super) struct Sessions {
    connect: ConfigConnectImpl<MakeRustlsConnect>,
    settings: Vec<(&'static str, String)>,
    /// Whether settings have not come through at the start of a connection.
    are_lost: AtomicBool,
}

impl Sessions {
    pub(super) fn new(config: &SourceConfig, tls: MakeRustlsConnect) -> Self {
        let timeout = config.limits.timeout;
        let idle = timeout + Duration::from_secs(5);
        let fixed = [
            ("lock_timeout", "1000"),
            ("standard_conforming_strings", "on"),
            ("DateStyle", "ISO, YMD"),
            ("IntervalStyle", "iso_8601"),
            ("TimeZone", "UTC"),
            ("bytea_output", "hex"),
            ("extra_float_digits", "1"),
            ("row_security", "on"),
            ("jit", "off"),
            ("work_mem", "16MB"),
            ("max_parallel_workers_per_gather", "0"),
        ];
        let mut settings = vec![
            ("statement_timeout", timeout.as_millis().to_string()),
            ("idle_in_transaction_session_timeout", idle.as_millis().to_string()),
        ];
        settings.extend(fixed.map(|(name, value)| (name, value.to_owned())));
        Self { connect: ConfigConnectImpl { tls }, settings, are_lost: AtomicBool::new(false) }
    }

    /// What opens the transaction for the caller.
    pub(super) fn begin(&self, caller: Option<(&str, &str)>) -> String {
        let mut sql = OPEN.to_owned();
        // Writing to a String cannot fail.
        if self.are_lost() {
            for (name, value) in &self.settings {
                let _ = write!(sql, "; SET LOCAL \"{name}\" = '{value}'");
            }
        }
        if let Some((setting, caller)) = caller {
            let name = setting.replace('.', "\".\"");
            let _ = write!(sql, "; SET LOCAL \"{name}\" = {}", literal(caller));
        }
        sql
    }

    /// Whether there is something between us and the server that keeps no session.
    pub(super) fn are_lost(&self) -> bool {
        self.are_lost.load(Ordering::Relaxed)
    }

    /// The settings as start-up options after the operator's own.
    fn options(&self, own: Option<&str>) -> String {
        let mut options = own.unwrap_or_default().to_owned();
        let settings = self.settings.iter().map(|(name, value)| (*name, value.as_str()));
        for (name, value) in settings.chain([("default_transaction_read_only", "on"), (MARK, "on")])
        {
            // Writing to a String cannot fail.
            let _ = write!(options, " -c {name}={}", value.replace(' ', "\\ "));
        }
        options
    }

    async fn connected(&self, config: &Config) -> Result<(Client, JoinHandle<()>), Error> {
        if !self.are_lost() {
            let mut with_settings = config.clone();
            with_settings.options(self.options(config.get_options()));
            match self.connect.connect(&with_settings).await {
                Err(error) if is_refusal(&error) => {}
                Err(error) => return Err(error),
                Ok(connected) => match connected.0.batch_execute(SHOW_MARK).await {
                    Err(error) if error.code() == Some(&SqlState::UNDEFINED_OBJECT) => {}
                    shown => return shown.map(|()| connected),
                },
            }
            self.are_lost.store(true, Ordering::Relaxed);
        }
        self.connect.connect(config).await
    }
}

/// Makes connections for the pool.
pub(super) struct Connector(pub(super) std::sync::Arc<Sessions>);

impl Connect for Connector {
    fn connect(&self, config: &Config) -> BoxFuture<'_, Result<(Client, JoinHandle<()>), Error>> {
        let config = config.clone();
        Box::pin(async move { self.0.connected(&config).await })
    }
}

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sessions").field("are_lost", &self.are_lost).finish_non_exhaustive()
    }
}

/// Whether the other side takes no such options, as poolers do.
fn is_refusal(error: &Error) -> bool {
    let refusals =
        [SqlState::PROTOCOL_VIOLATION, SqlState::FEATURE_NOT_SUPPORTED, SqlState::UNDEFINED_OBJECT];
    error.code().is_some_and(|code| refusals.contains(code))
}

/// Text as a literal that means the same whatever the session's settings.
pub(super) fn literal(text: &str) -> String {
    let escaped = text.replace('\0', "").replace('\\', "\\\\").replace('\'', "''");
    format!("E'{escaped}'")
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn a_caller_cannot_leave_the_literal() {
        assert_eq!(literal("a'; RESET ALL --"), "E'a''; RESET ALL --'");
        assert_eq!(literal("\\'; x"), "E'\\\\''; x'");
        assert_eq!(literal("a\0b"), "E'ab'");
    }
}
