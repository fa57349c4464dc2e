//! The name PostgreSQL gives to an output without an alias. It is printed as an
//! alias, so that what a query around it may refer to is certain.

use sqlparser::ast::{
    AccessExpr, BinaryOperator, Expr, Function, FunctionArguments, Query, SelectItem, SetExpr,
};

use crate::backend::sql::guard::{name::Name, types::Type};

const UNNAMED: &str = "?column?";

/// The name of an output that is nothing but `expr`.
pub(super) fn name_of(expr: &Expr) -> String {
    let name = match name(expr) {
        Named::Well(name) | Named::Weakly(name) => name,
        Named::Not => UNNAMED.to_owned(),
    };
    // a function's or type's name may be longer than a name; it is refused elsewhere
    name.chars().take(63).collect()
}

enum Named {
    Well(String),
    /// By its type, unless something in it has a name.
    Weakly(String),
    Not,
}

fn well(name: &str) -> Named {
    Named::Well(name.to_owned())
}

fn name(expr: &Expr) -> Named {
    match expr {
        Expr::Identifier(ident) => Name::read(ident).map_or(Named::Not, |n| well(n.as_str())),
        Expr::CompoundIdentifier(parts) => {
            let last = parts.last().and_then(|ident| Name::read(ident).ok());
            last.map_or(Named::Not, |name| well(name.as_str()))
        }
        Expr::CompoundFieldAccess { root, access_chain } => {
            let field = access_chain.iter().rev().find_map(|access| match access {
                AccessExpr::Dot(field) => Some(name(field)),
                AccessExpr::Subscript(_) => None,
            });
            field.unwrap_or_else(|| name(root))
        }
        Expr::Nested(inner) | Expr::Collate { expr: inner, .. } => name(inner),
        Expr::Cast { expr, data_type, .. } => match name(expr) {
            Named::Well(name) => Named::Well(name),
            _ => Type::read(data_type).map_or(Named::Not, |t| Named::Weakly(t.name().to_owned())),
        },
        Expr::TypedString(typed) => Type::read(&typed.data_type)
            .map_or(Named::Not, |kind| Named::Weakly(kind.name().to_owned())),
        Expr::Interval(_) => Named::Weakly("interval".to_owned()),
        Expr::Case { else_result, .. } => match else_result.as_deref().map_or(Named::Not, name) {
            Named::Well(name) => Named::Well(name),
            Named::Weakly(_) | Named::Not => Named::Weakly("case".to_owned()),
        },
        Expr::Function(function) => function_name(function),
        Expr::BinaryOp { op: BinaryOperator::Overlaps, .. } => well("overlaps"),
        Expr::Exists { .. } => well("exists"),
        Expr::Array(_) => well("array"),
        Expr::Tuple(_) => well("row"),
        Expr::Extract { .. } => well("extract"),
        Expr::Ceil { .. } => well("ceil"),
        Expr::Floor { .. } => well("floor"),
        Expr::Position { .. } => well("position"),
        Expr::Substring { shorthand: true, .. } => well("substr"),
        Expr::Substring { shorthand: false, .. } => well("substring"),
        Expr::Trim { trim_where, .. } => well(super::special::trim(*trim_where)),
        Expr::Overlay { .. } => well("overlay"),
        Expr::AtTimeZone { .. } => well("timezone"),
        Expr::Subquery(query) => first_item(query),
        _ => Named::Not,
    }
}

fn function_name(function: &Function) -> Named {
    if let FunctionArguments::Subquery(_) = function.args {
        return well("array");
    }
    let parts = Name::read_all(&function.name).unwrap_or_default();
    parts.last().map_or(Named::Not, |name| well(name.as_str()))
}

/// A scalar subquery is named after its one output.
fn first_item(query: &Query) -> Named {
    let mut body = &*query.body;
    loop {
        match body {
            SetExpr::Select(select) => {
                return match select.projection.first() {
                    Some(SelectItem::UnnamedExpr(expr)) => name(expr),
                    Some(SelectItem::ExprWithAlias { alias, .. }) => {
                        Name::read(alias).map_or(Named::Not, |alias| well(alias.as_str()))
                    }
                    _ => Named::Not,
                };
            }
            SetExpr::SetOperation { left, .. } => body = left,
            SetExpr::Query(query) => body = &query.body,
            SetExpr::Values(_) => return well("column1"),
            _ => return Named::Not,
        }
    }
}
