//! The schema's migrations, one set per dialect.

use refinery::{Migration, Runner};

/// The migrations for SQLite.
pub(super) fn sqlite() -> Runner {
    mod embedded {
        refinery::embed_migrations!("migrations/sqlite");
    }
    embedded::migrations::runner()
}

/// The migrations for PostgreSQL.
pub(super) fn postgres() -> Runner {
    mod embedded {
        refinery::embed_migrations!("migrations/postgres");
    }
    embedded::migrations::runner()
}

/// Where the applied migrations are recorded.
pub(super) const APPLIED: &str = "SELECT max(version) FROM refinery_schema_history";

/// Whether nothing is left to do once `applied` was. A schema that is newer than
/// ours counts too: an older replica may go on while a newer one is rolled out.
pub(super) fn is_current(runner: &Runner, applied: Option<i32>) -> bool {
    applied >= runner.get_migrations().iter().map(Migration::version).max()
}
