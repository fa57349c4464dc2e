//! PostgreSQL as a source: values, caps, cancellation, sessions.
