//! Which PostgreSQL roles are served, what they are told, and for whom they ask.

use serde_json::json;
use toolhub::{
    backend::sql::{Query, SourceState, SqlError},
    config::{Secret, Store},
};

use super::{ask, postgres::Place, source, value};

const TABLES: &str = "CREATE TABLE t (id int PRIMARY KEY, x text); CREATE SEQUENCE s; \
                      INSERT INTO t VALUES (1, 'one')";

#[tokio::test]
async fn a_role_that_may_do_more_than_read_is_refused() {
    let place = Place::new(TABLES).await;
    let role = place.role.clone();
    assert_eq!(place.source(|_| {}).state().await.unwrap(), SourceState::Ready);
    for (grant, revoke, reason) in [
        ("ALTER ROLE # SUPERUSER", "ALTER ROLE # NOSUPERUSER", "is a superuser"),
        ("ALTER ROLE # CREATEDB", "ALTER ROLE # NOCREATEDB", "may create databases"),
        ("ALTER ROLE # CREATEROLE", "ALTER ROLE # NOCREATEROLE", "may create roles"),
        ("ALTER ROLE # REPLICATION", "ALTER ROLE # NOREPLICATION", "may replicate"),
        ("ALTER ROLE # BYPASSRLS", "ALTER ROLE # NOBYPASSRLS", "bypasses row-level security"),
        (
            "GRANT pg_execute_server_program TO #",
            "REVOKE pg_execute_server_program FROM #",
            "is a member of pg_execute_server_program",
        ),
        (
            "GRANT pg_read_server_files TO #",
            "REVOKE pg_read_server_files FROM #",
            "is a member of pg_read_server_files",
        ),
        (
            "GRANT pg_signal_backend TO #",
            "REVOKE pg_signal_backend FROM #",
            "is a member of pg_signal_backend",
        ),
        ("GRANT INSERT ON t TO #", "REVOKE INSERT ON t FROM #", "may write public.t"),
        ("GRANT UPDATE (x) ON t TO #", "REVOKE UPDATE (x) ON t FROM #", "may write public.t"),
        ("GRANT DELETE ON t TO #", "REVOKE DELETE ON t FROM #", "may write public.t"),
        ("GRANT TRUNCATE ON t TO #", "REVOKE TRUNCATE ON t FROM #", "may write public.t"),
        (
            "GRANT USAGE ON SEQUENCE s TO #",
            "REVOKE USAGE ON SEQUENCE s FROM #",
            "may advance the sequence public.s",
        ),
        (
            "GRANT CREATE ON SCHEMA public TO #",
            "REVOKE CREATE ON SCHEMA public FROM #",
            "may create objects in the schema public",
        ),
    ] {
        place.admin.batch_execute(&grant.replace('#', &role)).await.unwrap();
        let refused = place.source(|_| {});
        let reasons = vec![reason.to_owned()];
        let expected = SourceState::Refused { reasons: reasons.clone() };
        assert_eq!(refused.state().await.unwrap(), expected, "{grant}");
        let error = ask(&refused, "SELECT 1").await.unwrap_err();
        assert_eq!(error.to_string(), format!("the source test is not served: {reason}"));
        assert!(matches!(refused.describe("t").await, Err(SqlError::RoleRefused { .. })));
        let accepted = place.source(|config| config.allow_privileged_role = true);
        assert_eq!(accepted.state().await.unwrap(), SourceState::Accepted { reasons });
        assert_eq!(value(&accepted, "SELECT 1").await, json!(1));
        place.admin.batch_execute(&revoke.replace('#', &role)).await.unwrap();
    }
    assert_eq!(place.source(|_| {}).state().await.unwrap(), SourceState::Ready);
}

#[tokio::test]
async fn an_owner_is_refused() {
    let place = Place::new(TABLES).await;
    let own = format!("ALTER TABLE t OWNER TO {}", place.role);
    place.admin.batch_execute(&own).await.unwrap();
    let state = place.source(|_| {}).state().await.unwrap();
    let SourceState::Refused { reasons } = state else { panic!("{state:?}") };
    assert_eq!(reasons, ["owns public.t", "may write public.t"]);
    let take = "ALTER TABLE t OWNER TO CURRENT_USER";
    place.admin.batch_execute(take).await.unwrap();
}

#[tokio::test]
async fn the_recipe_makes_a_role_that_is_served() {
    let place = Place::new(TABLES).await;
    let database = place.database.url();
    let privileged = source(Store::Postgres { url: database }, |_| {});
    assert!(matches!(privileged.state().await.unwrap(), SourceState::Refused { .. }));
    let recipe = privileged.recipe().await.unwrap().unwrap();
    let name = crate::support::postgres::unique("toolhub_made");
    let runnable: Vec<_> = recipe.lines().filter(|line| !line.starts_with('\\')).collect();
    let recipe = runnable.join("\n").replace("toolhub_test", &name);
    // The database's own name begins like the role's.
    let recipe = recipe.replace(&format!("{name}_"), "toolhub_test_");
    place.admin.batch_execute(&recipe).await.unwrap_or_else(|error| panic!("{recipe}: {error:?}"));
    let (address, _) = crate::support::postgres::server();
    let url = place.database.url_at(Some(&format!("{name}@{address}")), "");
    let made = source(Store::Postgres { url: Secret::new(url) }, |_| {});
    assert_eq!(made.state().await.unwrap(), SourceState::Ready);
    assert_eq!(value(&made, "SELECT x FROM public.t").await, json!("one"));
    drop(made);
    let gone = format!("DROP OWNED BY {name}; DROP ROLE {name}");
    place.admin.batch_execute(&gone).await.unwrap();
}

#[tokio::test]
async fn rows_depend_on_who_asks_when_the_database_says_so() {
    let place = Place::new(
        "CREATE TABLE t (owner text, x int); INSERT INTO t VALUES ('ravi', 1), ('mee''ra', 2); \
         ALTER TABLE t ENABLE ROW LEVEL SECURITY; \
         CREATE POLICY own ON t USING (owner = current_setting('app.user', true))",
    )
    .await;
    let source = place.source(|config| config.caller_identity = Some("app.user".to_owned()));
    for (caller, expected) in [("ravi", json!([[1]])), ("mee'ra", json!([[2]])), ("", json!([]))] {
        let query =
            Query { sql: "SELECT x FROM public.t", params: &[], limit: 10, offset: 0, caller };
        assert_eq!(json!(source.query(query).await.unwrap().rows), expected, "{caller}");
    }
}

#[tokio::test]
async fn only_what_the_role_may_read_is_visible() {
    let place = Place::new("CREATE TABLE t (a int, b int); CREATE TABLE u (x int)").await;
    let change =
        format!("REVOKE SELECT ON t, u FROM {0}; GRANT SELECT (a) ON t TO {0}", place.role);
    place.admin.batch_execute(&change).await.unwrap();
    let catalog = place.source(|_| {}).catalog().await.unwrap();
    assert_eq!(catalog.tables.len(), 1);
    let table = &catalog.tables[0];
    assert_eq!((table.name.as_str(), table.columns.len(), table.partial), ("t", 1, true));
}
