//! What is seen of a table: its visible columns, the masked ones in disguise.
//!
//! A masked text keeps its first character and, where it ends like an e-mail
//! address, the domain: `r***@example.com`. Any other masked value reads `***`.
//! NULL stays NULL. Conditions on a masked column see the mask.

use super::{
    functions::Function,
    name::Name,
    operators::Symbol,
    tree::{Case, Column as Reference, Expr, Operation, Shown},
    types::Type,
    weight::Weight,
};
use crate::backend::sql::catalog::{Column, Reading, Table};

const TEXTS: [&str; 6] = ["text", "character varying", "varchar", "character", "bpchar", "citext"];
const DOMAIN: &str = r"@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$";

/// The table's visible columns as they are read from the table itself.
pub(super) fn shown(table: &Table) -> Vec<Shown> {
    let shown = |column: &Column| {
        let name = Name::known(&column.name);
        let relation = Some(Name::known(&table.name));
        let value = || {
            let weight = Weight::COLUMN;
            Expr::Column(Reference { relation: relation.clone(), name: name.clone(), weight })
        };
        let expr = if column.masked { masked(column, value) } else { read(column, value) };
        Shown { expr, name }
    };
    table.columns.iter().map(shown).collect()
}

/// The value, rid of a type that could bring code of its own.
fn read(column: &Column, value: impl Fn() -> Expr) -> Expr {
    match &column.reading {
        Reading::Own => value(),
        Reading::Base { name, array } => match Type::known(name, *array) {
            Some(base) => value().cast(base),
            None => written(value),
        },
        Reading::Text => written(value),
    }
}

/// What the value's type writes: `format` knows no casts.
fn written(value: impl Fn() -> Expr) -> Expr {
    let text = match Function::named("format") {
        Some(format) => Expr::call(format, vec![Expr::text("%s"), value()]),
        None => Expr::text("***"),
    };
    unless_null(value, text)
}

fn unless_null(value: impl Fn() -> Expr, otherwise: Expr) -> Expr {
    let is_null = Operation::Test { expr: value(), test: "IS NULL" }.into();
    Expr::Case(Box::new(Case {
        operand: None,
        whens: vec![(is_null, Expr::Keyword("NULL"))],
        otherwise: Some(otherwise),
    }))
}

fn masked(column: &Column, value: impl Fn() -> Expr) -> Expr {
    let declared = column.type_name.split('(').next().unwrap_or_default().trim();
    let functions = (Function::named("left"), Function::named("substring"));
    match functions {
        (Some(left), Some(substring)) if TEXTS.contains(&declared) => {
            let text = || value().cast(Type::TEXT);
            let first = Expr::call(left, vec![text(), Expr::Number("1".to_owned())]);
            let domain = Expr::call(substring, vec![text(), Expr::text(DOMAIN)]);
            let arguments = vec![domain, Expr::text("")];
            let domain = Expr::Special { keyword: "COALESCE", arguments };
            Expr::chain(Symbol::CONCAT, vec![first, Expr::text("***"), domain])
        }
        _ => unless_null(value, Expr::text("***")),
    }
}
