//! What of the corpus's database may be seen. For tests and fuzzing only.

use crate::backend::sql::catalog::{Catalog, Column, Reading, Table};

/// The visible part of `tests/corpus/sql/postgres/schema.sql`.
pub fn catalog() -> Catalog {
    let table = |name: &str, columns: &[(&str, &str)], partial| Table {
        schema: "public".to_owned(),
        name: name.to_owned(),
        columns: columns
            .iter()
            .map(|(name, type_name)| Column {
                name: (*name).to_owned(),
                type_name: (*type_name).to_owned(),
                masked: *name == "email",
                reading: Reading::Own,
            })
            .collect(),
        partial,
    };
    let orders = [
        ("id", "integer"),
        ("customer_id", "integer"),
        ("status", "text"),
        ("total", "numeric(12,2)"),
        ("created_at", "timestamp with time zone"),
        ("parent_id", "integer"),
    ];
    let products = [
        ("sku", "text"),
        ("name", "text"),
        ("price", "numeric(12,2)"),
        ("stock", "integer"),
        ("tags", "text[]"),
        ("details", "jsonb"),
    ];
    let items =
        [("order_id", "integer"), ("sku", "text"), ("quantity", "integer"), ("price", "numeric")];
    Catalog {
        tables: vec![
            table("customers", &[("id", "integer"), ("name", "text"), ("email", "text")], true),
            table("products", &products, false),
            table("orders", &orders, false),
            table("order_items", &items, false),
        ],
        search_path: vec!["public".to_owned()],
    }
}

/// The same with the masks off and nothing missing: the printed text of a checked
/// statement, read by this, is itself.
pub fn plain(mut catalog: Catalog) -> Catalog {
    for table in &mut catalog.tables {
        table.partial = false;
        for column in &mut table.columns {
            column.masked = false;
        }
    }
    catalog
}

/// The statements of a corpus file and their names: `--- name`, then the statement.
pub fn entries(corpus: &str) -> impl Iterator<Item = (&str, &str)> {
    let entries = corpus.strip_prefix("--- ").unwrap_or(corpus).split("\n--- ");
    entries
        .filter_map(|entry| entry.split_once('\n'))
        .map(|(name, sql)| (name, sql.trim_end_matches('\n')))
}
