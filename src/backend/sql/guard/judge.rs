//! PostgreSQL's own grammar as the judge of what the guard prints. For tests and
//! fuzzing only: it is built with the feature `judge`, which needs libclang.
//!
//! The judge knows nothing of the guard's tree. It parses the printed text with
//! libpg_query and walks everything in the result: each node must be of a kind on
//! its own list, and each table, function, operator, type, collation and column
//! must be one that may be named.

pub mod mutate;

use std::collections::BTreeSet;

use pg_query::ParserOptions;
use serde_json::Value;

use super::{Checked, functions, types};
use crate::backend::sql::catalog::Catalog;

/// Nodes of a harmless query.
#[rustfmt::skip]
const NODES: [&str; 43] = [
    "AArrayExpr", "AConst", "AExpr", "AIndices", "AIndirection", "AStar", "Boolean", "BoolExpr",
    "BooleanTest", "Boolval", "CaseExpr", "CaseWhen", "CoalesceExpr", "CollateClause",
    "ColumnDef", "ColumnRef", "CommonTableExpr", "Float", "Fval", "FuncCall", "GroupingFunc",
    "GroupingSet", "Integer", "Ival", "JoinExpr", "List", "MinMaxExpr", "NamedArgExpr",
    "NullTest", "ParamRef", "RangeFunction", "RangeSubselect", "RangeVar", "ResTarget", "RowExpr",
    "SelectStmt", "SortBy", "SqlvalueFunction", "String", "SubLink", "Sval", "TypeCast",
    "WindowDef",
];
/// Operators, as the grammar spells what LIKE and the like stand for.
#[rustfmt::skip]
const OPERATORS: [&str; 52] = [
    "+", "-", "*", "/", "%", "^", "||", "=", "<>", "<", "<=", ">", ">=", "->", "->>", "#>", "#>>",
    "#-", "@>", "<@", "@?", "@@", "?", "?&", "?|", "&&", "&<", "&>", "-|-", "~", "~*", "!~", "!~*",
    "~~", "~~*", "!~~", "!~~*", "^@", "|", "&", "#", "<<", ">>", "|/", "||/", "@", "BETWEEN",
    "NOT BETWEEN", "BETWEEN SYMMETRIC", "NOT BETWEEN SYMMETRIC", "@-@", "!!",
];
/// Functions that the grammar itself puts in.
const GRAMMAR: [&str; 2] = ["like_escape", "similar_to_escape"];

/// Stack for libpg_query's trees, which are several times as deep as the guard's.
const STACK: usize = 64 << 20;

/// What the judge has against a printed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Objection {
    /// PostgreSQL cannot read it, and so executes nothing.
    Unreadable(String),
    /// It holds what the guard does not claim.
    Beyond(String),
}

/// Says what is wrong with the printed text, if anything is.
pub fn judge(checked: &Checked, catalog: &Catalog) -> Result<(), Objection> {
    std::thread::scope(|scope| {
        let judging = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || judge_here(checked, catalog));
        let judged = judging.map_err(|error| beyond(&error.to_string()))?.join();
        judged.unwrap_or_else(|_| Err(beyond("the judge panicked")))
    })
}

fn beyond(what: &str) -> Objection {
    Objection::Beyond(what.to_owned())
}

fn judge_here(checked: &Checked, catalog: &Catalog) -> Result<(), Objection> {
    let tree = parse(&checked.sql, ParserOptions::DEFAULT)?;
    let lax = parse(&checked.sql, ParserOptions::DISABLE_STANDARD_CONFORMING_STRINGS)?;
    if tree != lax {
        return Err(beyond("depends on standard_conforming_strings"));
    }
    let statements = tree.get("stmts").and_then(Value::as_array);
    let [statement] = statements.map(Vec::as_slice).unwrap_or_default() else {
        return Err(beyond("is not one statement"));
    };
    if statement.pointer("/stmt/node/SelectStmt").is_none() {
        return Err(beyond("is no query"));
    }
    let mut judge = Judge { checked, names: names(catalog), ctes: BTreeSet::new() };
    judge.gather(statement);
    judge.walk(statement).map_err(Objection::Beyond)
}

fn parse(sql: &str, options: ParserOptions) -> Result<Value, Objection> {
    let parsed = pg_query::parse(sql, options);
    let parsed = parsed.map_err(|error| Objection::Unreadable(error.to_string()))?;
    serde_json::to_value(&parsed.protobuf).map_err(|error| beyond(&error.to_string()))
}

struct Judge<'c> {
    checked: &'c Checked,
    /// Names that a column reference may end in: visible columns, and whatever the
    /// statement itself names.
    names: BTreeSet<String>,
    ctes: BTreeSet<String>,
}

fn names(catalog: &Catalog) -> BTreeSet<String> {
    let columns = catalog.tables.iter().flat_map(|table| &table.columns);
    let numbered = (1..1000).map(|place| format!("column{place}"));
    columns.map(|column| column.name.clone()).chain(numbered).collect()
}

impl Judge<'_> {
    /// What the statement gives names to.
    fn gather(&mut self, value: &Value) {
        match value {
            Value::Object(fields) => {
                for (key, inner) in fields {
                    match (key.as_str(), inner) {
                        ("ResTarget", inner) => self.names.extend(text(inner, "name")),
                        ("ColumnDef", inner) => self.names.extend(text(inner, "colname")),
                        ("CommonTableExpr", inner) => {
                            self.ctes.extend(text(inner, "ctename"));
                            self.names.extend(strings(inner.get("aliascolnames")));
                        }
                        ("alias", inner) => {
                            self.names.extend(text(inner, "aliasname"));
                            self.names.extend(strings(inner.get("colnames")));
                        }
                        _ => {}
                    }
                    self.gather(inner);
                }
            }
            Value::Array(values) => values.iter().for_each(|inner| self.gather(inner)),
            _ => {}
        }
    }

    fn walk(&self, value: &Value) -> Result<(), String> {
        match value {
            Value::Object(fields) => {
                if let Some(Value::Object(node)) = fields.get("node") {
                    // SortBy has a field of that name besides
                    for (kind, inner) in node.iter().filter(|(kind, _)| *kind != "node") {
                        self.node(kind, inner)?;
                    }
                }
                for (key, inner) in fields {
                    // these stand in fields of their own, without a node around them
                    match key.as_str() {
                        "relation" | "into_clause" | "rel" if !inner.is_null() => {
                            return Err(format!("has {key}"));
                        }
                        "type_name" if !inner.is_null() => Self::type_name(inner)?,
                        _ => {}
                    }
                    self.walk(inner)?;
                }
                Ok(())
            }
            Value::Array(values) => values.iter().try_for_each(|inner| self.walk(inner)),
            _ => Ok(()),
        }
    }

    fn node(&self, kind: &str, node: &Value) -> Result<(), String> {
        if !NODES.contains(&kind) {
            return Err(format!("has a {kind}"));
        }
        match kind {
            "SelectStmt" => empty(node, "locking_clause"),
            "RangeVar" => self.table(node),
            "FuncCall" => Self::function(node),
            "RangeFunction" => Self::range_function(node),
            "AExpr" => one_of(&strings(node.get("name")), &OPERATORS, "operator"),
            "ColumnRef" => self.column(node),
            "CollateClause" => match strings(node.get("collname")).as_slice() {
                [schema, _] if schema == "pg_catalog" => Ok(()),
                other => Err(format!("uses collation {other:?}")),
            },
            "SortBy" => empty(node, "use_op"),
            "SqlvalueFunction" => match node.get("op").and_then(Value::as_i64) {
                // CURRENT_DATE to LOCALTIMESTAMP with a precision, no users
                Some(1..=9) => Ok(()),
                other => Err(format!("uses SQL value function {other:?}")),
            },
            "JoinExpr" if node.get("is_natural") == Some(&Value::Bool(true)) => {
                Err("has a natural join".to_owned())
            }
            _ => Ok(()),
        }
    }

    fn table(&self, node: &Value) -> Result<(), String> {
        let part = |key| text(node, key).unwrap_or_default();
        let (schema, name) = (part("schemaname"), part("relname"));
        let known = if schema.is_empty() {
            self.ctes.contains(&name) && !name.starts_with("pg_")
        } else {
            self.checked.tables.contains(&(schema.clone(), name.clone()))
        };
        if known && part("catalogname").is_empty() {
            return Ok(());
        }
        Err(format!("reads {schema}.{name}"))
    }

    fn function(node: &Value) -> Result<(), String> {
        let names = strings(node.get("funcname"));
        match names.as_slice() {
            [schema, name]
                if schema == "pg_catalog"
                    && (GRAMMAR.contains(&name.as_str())
                        || functions().any(|function| function == name)) =>
            {
                Ok(())
            }
            // grammar in FROM: one call of pg_catalog's unnest for each argument
            [name] if name == "unnest" => match node.get("args").and_then(Value::as_array) {
                Some(arguments) if arguments.len() > 1 => Ok(()),
                _ => Err("calls unnest bare".to_owned()),
            },
            _ => Err(format!("calls {names:?}")),
        }
    }

    fn range_function(node: &Value) -> Result<(), String> {
        if node.get("is_rowsfrom") == Some(&Value::Bool(true)) {
            return Err("has ROWS FROM".to_owned());
        }
        Ok(())
    }

    fn column(&self, node: &Value) -> Result<(), String> {
        let fields = node.get("fields").and_then(Value::as_array);
        let fields = fields.map(Vec::as_slice).unwrap_or_default();
        let name = |field: &Value| {
            field.pointer("/node/String/sval").and_then(Value::as_str).map(str::to_owned)
        };
        let is_star = |field: &Value| field.pointer("/node/AStar").is_some();
        match fields {
            [relation, column] if is_star(column) => {
                name(relation).map(drop).ok_or_else(|| "has an odd star".to_owned())
            }
            [.., column] if fields.len() <= 2 => match name(column) {
                Some(name) if self.names.contains(&name) => Ok(()),
                other => Err(format!("names column {other:?}")),
            },
            _ => Err("has a column of three parts or a bare star".to_owned()),
        }
    }

    fn type_name(node: &Value) -> Result<(), String> {
        let names = strings(node.get("names"));
        match names.as_slice() {
            [schema, name] if schema == "pg_catalog" && types().any(|kind| kind == name) => Ok(()),
            _ => Err(format!("casts to {names:?}")),
        }
    }
}

fn text(node: &Value, key: &str) -> Option<String> {
    node.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn strings(list: Option<&Value>) -> Vec<String> {
    let list = list.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let string = |node: &Value| {
        node.pointer("/node/String/sval").and_then(Value::as_str).unwrap_or("?").to_owned()
    };
    list.iter().map(string).collect()
}

fn one_of(names: &[String], allowed: &[&str], kind: &str) -> Result<(), String> {
    match names {
        [name] if allowed.contains(&name.as_str()) => Ok(()),
        _ => Err(format!("uses {kind} {names:?}")),
    }
}

fn empty(node: &Value, key: &str) -> Result<(), String> {
    match node.get(key) {
        None | Some(Value::Null) => Ok(()),
        Some(Value::Array(list)) if list.is_empty() => Ok(()),
        Some(_) => Err(format!("has a {key}")),
    }
}
