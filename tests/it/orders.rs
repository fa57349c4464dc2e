//! Orders and the catalog: the same assertions on SQLite and on PostgreSQL.

mod catalog;
mod lookup;
mod opening;
mod outages;
mod paging;
mod seeding;
mod statistics;

/// Runs an `async fn(Kind)` as two tests, one per database.
macro_rules! on_both {
    ($($test:ident),+ $(,)?) => {$(
        mod $test {
            use crate::support::database::Kind;

            #[tokio::test]
            async fn sqlite() {
                super::$test(Kind::Sqlite).await;
            }

            #[tokio::test]
            async fn postgres() {
                super::$test(Kind::Postgres).await;
            }
        }
    )+};
}
pub(crate) use on_both;
