//! Which PostgreSQL roles are served, and for whom.
