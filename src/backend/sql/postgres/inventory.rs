//! What a PostgreSQL database holds, what of it may be seen, and what the role
//! that looks may do besides.

use std::sync::Arc;

use tokio_postgres::{Client, Error, Row};

use super::privileges;
use crate::{
    backend::sql::{
        catalog::{Catalog, Column, Reading, Table},
        source::Kind,
        visible::{self, Rules},
    },
    config::sql::Visible,
};

/// The tables of a database, as the source's role sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Inventory {
    /// What may be seen.
    pub(super) catalog: Arc<Catalog>,
    /// The operator's patterns that fit nothing.
    pub(super) idle: Vec<String>,
    /// What the role may do and should not.
    pub(super) excess: Vec<String>,
    /// The role and the database, for the recipe.
    pub(super) role: String,
    pub(super) database: String,
}

/// Every column of every relation that can be read, and whether this one can.
const COLUMNS: &str = "
SELECT n.nspname::text, c.relname::text, a.attname::text,
       format_type(a.atttypid, a.atttypmod),
       has_column_privilege(c.oid, a.attnum, 'SELECT'),
       base.is_own, base.is_domain, base.is_array, base.name::text
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
CROSS JOIN LATERAL (
    WITH RECURSIVE down(oid, is_array, is_domain, steps) AS (
        SELECT a.atttypid, false, false, 0
        UNION ALL
        SELECT CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.typelem END,
               is_array OR t.typtype <> 'd', is_domain OR t.typtype = 'd', steps + 1
        FROM down JOIN pg_catalog.pg_type t USING (oid)
        WHERE t.typtype = 'd' OR t.typcategory = 'A' AND t.typelem <> 0
    )
    SELECT t.typname AS name, down.is_array, down.is_domain,
           (t.typnamespace = 'pg_catalog'::regnamespace AND t.typtype IN ('b', 'r', 'm')
            OR t.typtype IN ('b', 'e'))
           AND NOT EXISTS (
               SELECT FROM down step
               JOIN pg_catalog.pg_type own USING (oid)
               JOIN pg_catalog.pg_cast k ON k.castsource IN (own.oid, own.typarray)
                                         OR k.casttarget IN (own.oid, own.typarray)
               JOIN pg_catalog.pg_proc p ON p.oid = k.castfunc
               JOIN pg_catalog.pg_language l ON l.oid = p.prolang
               WHERE own.typnamespace <> 'pg_catalog'::regnamespace
                 AND l.lanname NOT IN ('internal', 'c')
           )
           AND NOT EXISTS (
               SELECT FROM down step
               JOIN pg_catalog.pg_type own USING (oid)
               JOIN pg_catalog.pg_opclass c ON c.opcintype IN (own.oid, own.typarray)
               JOIN pg_catalog.pg_amproc f ON f.amprocfamily = c.opcfamily
               JOIN pg_catalog.pg_proc p ON p.oid = f.amproc
               JOIN pg_catalog.pg_language l ON l.oid = p.prolang
               WHERE own.typnamespace <> 'pg_catalog'::regnamespace
                 AND l.lanname NOT IN ('internal', 'c')
           ) AS is_own
    FROM down JOIN pg_catalog.pg_type t USING (oid)
    ORDER BY down.steps DESC LIMIT 1
) base
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relpersistence <> 't'
  AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
  AND has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT')
ORDER BY n.nspname, c.relname, a.attnum";

const PLACE: &str = "SELECT current_schemas(false)::text[], current_user::text, \
                     current_database()::text";

impl Inventory {
    /// Looks through the database.
    pub(super) async fn take(client: &Client, visible: &Visible) -> Result<Self, Error> {
        let place = client.query_one(PLACE, &[]).await?;
        let all = tables(&client.query(COLUMNS, &[]).await?)?;
        let rules = Rules::new(visible, Kind::Postgres);
        let seen = all
            .iter()
            .filter(|table| rules.shows(&table.schema, &table.name))
            .map(|table| rules.cut(table.clone()))
            .filter(|table| !table.columns.is_empty());
        let catalog = Catalog { tables: seen.collect(), search_path: place.try_get(0)? };
        let idle = rules.idle(&catalog, |pattern| {
            let fits = |table: &Table, column: &Column| {
                visible::fits(pattern, &table.schema, &table.name, &column.name)
            };
            all.iter().any(|table| table.columns.iter().any(|column| fits(table, column)))
        });
        Ok(Self {
            catalog: Arc::new(catalog),
            idle,
            excess: privileges::excess(client).await?,
            role: place.try_get(1)?,
            database: place.try_get(2)?,
        })
    }
}

/// As what a column may be read: see [`Reading`].
fn reading(row: &Row) -> Result<Reading, Error> {
    let (is_own, is_domain, array) = (row.try_get(5)?, row.try_get(6)?, row.try_get(7)?);
    Ok(match (is_own, is_domain) {
        (true, false) => Reading::Own,
        (true, true) => Reading::Base { name: row.try_get(8)?, array },
        (false, _) => Reading::Text,
    })
}

/// Rows of columns, in order of their tables, as tables.
fn tables(rows: &[Row]) -> Result<Vec<Table>, Error> {
    let mut tables: Vec<Table> = Vec::new();
    for row in rows {
        let (schema, name): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        let is_next = tables.last().is_none_or(|last| last.schema != schema || last.name != name);
        if is_next {
            tables.push(Table { schema, name, columns: Vec::new(), partial: false });
        }
        let Some(table) = tables.last_mut() else { continue };
        if row.try_get(4)? {
            let (name, type_name) = (row.try_get(2)?, row.try_get(3)?);
            let reading = reading(row)?;
            table.columns.push(Column { name, type_name, masked: false, reading });
        } else {
            table.partial = true;
        }
    }
    Ok(tables)
}
