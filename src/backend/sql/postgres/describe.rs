//! What PostgreSQL knows about its tables.

use std::collections::HashMap;

use tokio_postgres::{Client, Error, Row};

use crate::backend::sql::{
    ColumnDescription, ForeignKey, Index, Reference, TableDescription, TableInfo, TableKind,
    catalog::{Catalog, Table},
};

/// Every table and view, visible or not.
const TABLES: &str = "
SELECT n.nspname::text, c.relname::text, c.relkind::text,
       CASE WHEN c.relkind IN ('r', 'p', 'm') AND c.reltuples >= 0 THEN c.reltuples::int8 END,
       obj_description(c.oid, 'pg_class')
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT LIKE 'pg\\_%'";

const COLUMNS: &str = "
SELECT a.attname::text, NOT a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
       col_description(a.attrelid, a.attnum)
FROM pg_catalog.pg_attribute a
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = format('%I.%I', $1::text, $2::text)::regclass
  AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum";

/// Columns that are expressions have no name of a column beside them.
const INDEXES: &str = "
SELECT i.relname::text, x.indisprimary, x.indisunique,
       ARRAY(SELECT pg_get_indexdef(x.indexrelid, k, true)
             FROM generate_series(1, x.indnkeyatts) AS k ORDER BY k),
       ARRAY(SELECT a.attname::text FROM generate_series(0, x.indnkeyatts - 1) AS k
             LEFT JOIN pg_catalog.pg_attribute a
               ON a.attrelid = x.indrelid AND a.attnum = x.indkey[k] AND a.attnum > 0
             ORDER BY k),
       pg_get_expr(x.indpred, x.indrelid, true)
FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
WHERE x.indrelid = format('%I.%I', $1::text, $2::text)::regclass AND x.indisvalid
ORDER BY x.indisprimary DESC, i.relname";

/// Foreign keys of a table and to it.
const FOREIGN_KEYS: &str = "
SELECT o.outgoing, o.oname, o.oschema, o.mine, o.theirs
FROM (SELECT format('%I.%I', $1::text, $2::text)::regclass::oid AS oid) AS t
JOIN pg_catalog.pg_constraint f ON f.contype = 'f' AND t.oid IN (f.conrelid, f.confrelid)
CROSS JOIN LATERAL (
    SELECT e.outgoing, c.relname::text AS oname, n.nspname::text AS oschema, mine, theirs
    FROM (SELECT true AS outgoing, f.confrelid AS oid, f.conkey AS own, f.confkey AS other
          WHERE f.conrelid = t.oid
          UNION ALL
          SELECT false, f.conrelid, f.confkey, f.conkey WHERE f.confrelid = t.oid) AS e
    JOIN pg_catalog.pg_class c ON c.oid = e.oid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL (SELECT
        ARRAY(SELECT a.attname::text FROM unnest(e.own) WITH ORDINALITY AS k(num, at)
              JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.num
              ORDER BY k.at) AS mine,
        ARRAY(SELECT a.attname::text FROM unnest(e.other) WITH ORDINALITY AS k(num, at)
              JOIN pg_catalog.pg_attribute a ON a.attrelid = e.oid AND a.attnum = k.num
              ORDER BY k.at) AS theirs) AS names
) AS o
ORDER BY f.conname";

/// The visible tables.
pub(super) async fn tables(client: &Client, catalog: &Catalog) -> Result<Vec<TableInfo>, Error> {
    let mut found = HashMap::new();
    for row in client.query(TABLES, &[]).await? {
        let info = info(&row)?;
        found.insert((info.schema.clone(), info.name.clone()), info);
    }
    let known = |table: &Table| found.remove(&(table.schema.clone(), table.name.clone()));
    Ok(catalog.tables.iter().filter_map(known).collect())
}

/// All about one visible table; `None` when it is gone.
pub(super) async fn table(
    client: &Client,
    catalog: &Catalog,
    table: &Table,
) -> Result<Option<TableDescription>, Error> {
    let single = Catalog { tables: vec![table.clone()], search_path: Vec::new() };
    let Some(info) = tables(client, &single).await?.pop() else { return Ok(None) };
    let (primary, indexes) = indexes(client, table).await?;
    let unique = indexes.iter().filter(|index| index.unique && index.condition.is_none());
    let (references, referenced_by) = foreign_keys(client, catalog, table).await?;
    Ok(Some(TableDescription {
        table: info,
        columns: columns(client, table).await?,
        unique: unique.map(|index| index.columns.clone()).collect(),
        primary_key: primary.map(|index| index.columns).unwrap_or_default(),
        indexes,
        references,
        referenced_by,
        partial: table.partial,
    }))
}

fn info(row: &Row) -> Result<TableInfo, Error> {
    let kind: &str = row.try_get(2)?;
    let rows: Option<i64> = row.try_get(3)?;
    Ok(TableInfo {
        schema: row.try_get(0)?,
        name: row.try_get(1)?,
        kind: match kind {
            "v" => TableKind::View,
            "m" => TableKind::MaterializedView,
            "f" => TableKind::Foreign,
            _ => TableKind::Table,
        },
        rows_estimate: rows.and_then(|rows| u64::try_from(rows).ok()),
        comment: row.try_get(4)?,
    })
}

async fn columns(client: &Client, table: &Table) -> Result<Vec<ColumnDescription>, Error> {
    let rows = client.query(COLUMNS, &[&table.schema, &table.name]).await?;
    let mut columns = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(column) = table.column(row.try_get(0)?) else { continue };
        columns.push(ColumnDescription {
            name: column.name.clone(),
            type_name: column.type_name.clone(),
            nullable: row.try_get(1)?,
            default: row.try_get(2)?,
            comment: row.try_get(3)?,
            masked: column.masked,
            samples: Vec::new(),
        });
    }
    Ok(columns)
}

/// The primary key's index, and the others that show nothing hidden.
async fn indexes(client: &Client, table: &Table) -> Result<(Option<Index>, Vec<Index>), Error> {
    let (mut primary, mut indexes) = (None, Vec::new());
    for row in client.query(INDEXES, &[&table.schema, &table.name]).await? {
        let names: Vec<Option<String>> = row.try_get(4)?;
        let is_visible = |name: &Option<String>| match name {
            Some(name) => table.column(name).is_some(),
            None => !table.partial,
        };
        if !names.iter().all(is_visible) {
            continue;
        }
        let condition: Option<String> = row.try_get(5)?;
        let index = Index {
            name: row.try_get(0)?,
            columns: row.try_get(3)?,
            unique: row.try_get(2)?,
            condition: condition.filter(|_| !table.partial),
        };
        if row.try_get(1)? {
            primary = Some(index);
        } else {
            indexes.push(index);
        }
    }
    Ok((primary, indexes))
}

async fn foreign_keys(
    client: &Client,
    catalog: &Catalog,
    table: &Table,
) -> Result<(Vec<ForeignKey>, Vec<ForeignKey>), Error> {
    let (mut references, mut referenced_by) = (Vec::new(), Vec::new());
    for row in client.query(FOREIGN_KEYS, &[&table.schema, &table.name]).await? {
        let other =
            Reference { table: row.try_get(1)?, schema: row.try_get(2)?, columns: row.try_get(4)? };
        let key = ForeignKey { columns: row.try_get(3)?, other };
        let target = catalog.table(Some(&key.other.schema), &key.other.table);
        let is_visible = key.columns.iter().all(|column| table.column(column).is_some())
            && target.is_some_and(|target| {
                key.other.columns.iter().all(|column| target.column(column).is_some())
            });
        if !is_visible {
            continue;
        }
        if row.try_get(0)? {
            references.push(key);
        } else {
            referenced_by.push(key);
        }
    }
    Ok((references, referenced_by))
}
