//! Whether a role may do more than read, and how to make one that may not.

use std::fmt::Write as _;

use tokio_postgres::{Client, Error, Row};

use super::inventory::Inventory;

/// One text per thing that the role may do and should not, worst first.
const EXCESS: &str = "
WITH held AS (
    SELECT r.* FROM pg_catalog.pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER')
), attribute AS (
    SELECT h.rolname, a.rank, a.text FROM held h CROSS JOIN LATERAL (VALUES
        (1, h.rolsuper, 'is a superuser'),
        (2, h.rolreplication, 'may replicate'),
        (2, h.rolbypassrls, 'bypasses row-level security'),
        (2, h.rolcreaterole, 'may create roles'),
        (2, h.rolcreatedb, 'may create databases')
    ) AS a(rank, held, text) WHERE a.held
), relation AS (
    SELECT c.oid, c.relowner, c.relkind, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
      AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
), written AS (
    SELECT name, relkind FROM relation WHERE relkind <> 'S' AND (
        has_table_privilege(oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
        OR has_any_column_privilege(oid, 'INSERT, UPDATE'))
), reason(rank, text) AS (
    SELECT rank, CASE WHEN rolname = current_user THEN text
                      ELSE 'may become ' || quote_ident(rolname) || ', which ' || text END
    FROM attribute
    UNION ALL
    SELECT 3, 'is a member of ' || rolname FROM held WHERE rolname IN (
        'pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files',
        'pg_signal_backend', 'pg_write_all_data', 'pg_checkpoint', 'pg_maintain',
        'pg_create_subscription', 'pg_signal_autovacuum_worker')
    UNION ALL
    SELECT 4, 'may create schemas in the database'
    WHERE has_database_privilege(current_database(), 'CREATE')
    UNION ALL
    SELECT 5, 'may create objects in the schema ' || string_agg(quote_ident(nspname), ', ' ORDER BY nspname)
    FROM pg_catalog.pg_namespace
    WHERE nspname NOT LIKE 'pg\\_%' AND has_schema_privilege(oid, 'CREATE')
    HAVING count(*) > 0
    UNION ALL
    SELECT 6, 'owns ' || min(name) || CASE WHEN count(*) > 1 THEN format(' and %s more', count(*) - 1) ELSE '' END
    FROM relation WHERE pg_has_role(current_user, relowner, 'MEMBER') HAVING count(*) > 0
    UNION ALL
    SELECT 7, 'may write ' || min(name) || CASE WHEN count(*) > 1 THEN format(' and %s more', count(*) - 1) ELSE '' END
    FROM written HAVING count(*) > 0
    UNION ALL
    SELECT 8, 'may advance the sequence ' || min(name) || CASE WHEN count(*) > 1 THEN format(' and %s more', count(*) - 1) ELSE '' END
    FROM relation WHERE CASE relkind WHEN 'S' THEN has_sequence_privilege(oid, 'USAGE, UPDATE') END
    HAVING count(*) > 0
)
SELECT DISTINCT rank, text FROM reason ORDER BY rank, text";

/// What the role may do and should not, each a clause: "is a superuser".
pub(super) async fn excess(client: &Client) -> Result<Vec<String>, Error> {
    let rows = client.query(EXCESS, &[]).await?;
    // A superuser may do all the rest, which says nothing more.
    let is_first = |row: &&Row| row.try_get::<_, i32>(0).is_ok_and(|rank| rank == 1);
    let worst = rows.iter().filter(is_first).count();
    let told = if worst > 0 { 1 } else { rows.len() };
    rows.iter().take(told).map(|row| row.try_get(1)).collect()
}

/// The statements that make the right role: it may log in and read what the
/// source shows, and nothing else.
pub(super) fn recipe(source: &str, inventory: &Inventory) -> String {
    let role = format!("toolhub_{}", source.replace('-', "_"));
    let database = quote(&inventory.database);
    let mut sql = format!(
        "-- The role of the source {source}. Run as an administrator of the database {database}.\n\
         CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS \
         NOINHERIT CONNECTION LIMIT 32;\n\
         \\password {role}\n\
         ALTER ROLE {role} SET default_transaction_read_only = on;\n\
         ALTER ROLE {role} SET statement_timeout = '60s';\n\
         ALTER ROLE {role} SET temp_file_limit = '1GB';\n\
         REVOKE CREATE ON SCHEMA public FROM PUBLIC;\n\
         REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC;\n\
         GRANT CONNECT ON DATABASE {database} TO {role};\n"
    );
    let tables = &inventory.catalog.tables;
    let mut schemas: Vec<&str> = tables.iter().map(|table| table.schema.as_str()).collect();
    schemas.dedup();
    for schema in schemas {
        // Writing to a String cannot fail.
        let _ = writeln!(sql, "GRANT USAGE ON SCHEMA {} TO {role};", quote(schema));
    }
    for table in tables {
        let columns: Vec<String> = table.columns.iter().map(|column| quote(&column.name)).collect();
        let columns =
            if table.partial { format!(" ({})", columns.join(", ")) } else { String::new() };
        let name = format!("{}.{}", quote(&table.schema), quote(&table.name));
        let _ = writeln!(sql, "GRANT SELECT{columns} ON {name} TO {role};");
    }
    sql
}

/// A name as SQL spells it, without quotes where it needs none.
fn quote(name: &str) -> String {
    let is_plain = name.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if is_plain { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}
