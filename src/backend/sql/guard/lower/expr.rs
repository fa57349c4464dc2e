//! Expressions: names are resolved, the many spellings of SQL become few.

use sqlparser::ast::{self, AccessExpr, CastKind, Expr as Parsed};

use super::{Lower, absent};
use crate::backend::sql::guard::{
    Refusal,
    name::Name,
    operators::Symbol,
    scope::{Relation, Scope},
    tree::{Case, Expr, Operation, Subscript},
    types::Type,
};

/// Columns that every table has and none shows.
pub(super) const SYSTEM: [&str; 7] = ["cmax", "cmin", "ctid", "oid", "tableoid", "xmax", "xmin"];

impl Lower<'_> {
    pub(super) fn expr(&mut self, expr: &Parsed, scope: &Scope<'_>) -> Result<Expr, Refusal> {
        self.deeper(|lower| lower.expr_here(expr, scope))
    }

    fn expr_here(&mut self, expr: &Parsed, scope: &Scope<'_>) -> Result<Expr, Refusal> {
        match expr {
            Parsed::Nested(inner) => self.expr(inner, scope),
            Parsed::Identifier(name) => self.identifier(&Name::read(name)?, scope),
            Parsed::CompoundIdentifier(parts) => compound(parts, scope),
            Parsed::CompoundFieldAccess { root, access_chain } => {
                self.access(root, access_chain, scope)
            }
            Parsed::Value(value) => self.literal(value),
            Parsed::TypedString(ast::TypedString { data_type, value, uses_odbc_syntax }) => {
                absent(!uses_odbc_syntax, "a literal in braces")?;
                let ast::Value::SingleQuotedString(text) = &value.value else {
                    return Err(Refusal::syntax("a typed literal that is no text"));
                };
                Ok(Expr::text(text).cast(Type::read(data_type)?))
            }
            Parsed::Interval(interval) => super::literal::interval(interval),
            Parsed::Cast { kind, expr, data_type, format } => {
                let known = matches!(kind, CastKind::Cast | CastKind::DoubleColon);
                absent(known && format.is_none(), "a cast of that kind")?;
                Ok(self.expr(expr, scope)?.cast(Type::read(data_type)?))
            }
            Parsed::Case { case_token: _, end_token: _, operand, conditions, else_result } => {
                self.case(operand.as_deref(), conditions, else_result.as_deref(), scope)
            }
            Parsed::Function(function) => self.call(function, scope),
            Parsed::Exists { subquery, negated } => {
                let exists = Expr::Exists(Box::new(self.query(subquery, scope)?));
                Ok(if *negated { negation(exists) } else { exists })
            }
            Parsed::Subquery(query) => {
                let query = self.query(query, scope)?;
                absent(query.columns.len() == 1, "a scalar subquery of several columns")?;
                Ok(Expr::Scalar(Box::new(query)))
            }
            Parsed::Tuple(exprs) => {
                Ok(Expr::Special { keyword: "ROW", arguments: self.exprs(exprs, scope)? })
            }
            Parsed::Array(ast::Array { elem, named }) => {
                // within ARRAY[...], brackets alone are one more dimension
                let _: &bool = named;
                Ok(Expr::Array(self.exprs(elem, scope)?))
            }
            other => match self.special(other, scope)? {
                Some(special) => Ok(special),
                None => self.operation(other, scope),
            },
        }
    }

    fn case(
        &mut self,
        operand: Option<&Parsed>,
        conditions: &[ast::CaseWhen],
        otherwise: Option<&Parsed>,
        scope: &Scope<'_>,
    ) -> Result<Expr, Refusal> {
        let operand = operand.map(|operand| self.expr(operand, scope)).transpose()?;
        let whens = conditions.iter().map(|ast::CaseWhen { condition, result }| {
            Ok((self.expr(condition, scope)?, self.expr(result, scope)?))
        });
        let whens = whens.collect::<Result<_, Refusal>>()?;
        let otherwise = otherwise.map(|otherwise| self.expr(otherwise, scope)).transpose()?;
        Ok(Expr::Case(Box::new(Case { operand, whens, otherwise })))
    }

    /// `a.b[1][2:3]` and `(alias).column`.
    fn access(
        &mut self,
        root: &Parsed,
        chain: &[AccessExpr],
        scope: &Scope<'_>,
    ) -> Result<Expr, Refusal> {
        let (expr, subscripts) = match (root, chain) {
            (Parsed::Nested(inner), [AccessExpr::Dot(Parsed::Identifier(field)), rest @ ..]) => {
                let Parsed::Identifier(alias) = &**inner else { return Err(field_access()) };
                let (alias, field) = (Name::read(alias)?, Name::read(field)?);
                (Expr::Column(scope.qualified(&alias, &field)?), rest)
            }
            _ => (self.expr(root, scope)?, chain),
        };
        let subscripts = subscripts.iter().map(|access| match access {
            AccessExpr::Subscript(ast::Subscript::Index { index }) => {
                Ok(Subscript::Index(self.expr(index, scope)?))
            }
            AccessExpr::Subscript(ast::Subscript::Slice { lower_bound, upper_bound, stride }) => {
                absent(stride.is_none(), "a slice with a stride")?;
                let low = lower_bound.as_ref().map(|low| self.expr(low, scope)).transpose()?;
                let high = upper_bound.as_ref().map(|high| self.expr(high, scope)).transpose()?;
                Ok(Subscript::Slice(low, high))
            }
            AccessExpr::Dot(_) => Err(field_access()),
        });
        let subscripts: Vec<_> = subscripts.collect::<Result<_, Refusal>>()?;
        if subscripts.is_empty() {
            return Ok(expr);
        }
        Ok(Expr::Subscript { expr: Box::new(expr), subscripts })
    }

    pub(super) fn pair(
        &mut self,
        left: &Parsed,
        right: &Parsed,
        scope: &Scope<'_>,
    ) -> Result<(Expr, Expr), Refusal> {
        Ok((self.expr(left, scope)?, self.expr(right, scope)?))
    }

    /// A bare name: a column, or else a relation's whole row.
    fn identifier(&self, name: &Name, scope: &Scope<'_>) -> Result<Expr, Refusal> {
        if let Some(column) = scope.column(name)? {
            return Ok(Expr::Column(column.refer()));
        }
        match scope.relation(name) {
            Some(relation) => self.row(relation),
            None => Err(scope.unknown_column(name)),
        }
    }

    /// A relation's row as a value, of visible columns only. Its name is printed bare.
    pub(super) fn row(&self, relation: &Relation) -> Result<Expr, Refusal> {
        let alias = relation.alias.as_str();
        if SYSTEM.contains(&alias) {
            return Err(Refusal::named("alias", alias, "is a system column's name"));
        }
        relation.whole.set(true);
        self.bare.set(true);
        Ok(Expr::Row { relation: relation.alias.clone(), weight: relation.weight() })
    }
}

pub(super) fn negation(operand: Expr) -> Expr {
    Operation::Prefix { symbol: Symbol::NOT, operand }.into()
}

fn field_access() -> Refusal {
    Refusal::syntax("a field of a composite value")
        .instead("name a column, or call the function that makes the value in FROM")
}

fn compound(parts: &[ast::Ident], scope: &Scope<'_>) -> Result<Expr, Refusal> {
    let names = parts.iter().map(Name::read).collect::<Result<Vec<_>, _>>()?;
    match names.as_slice() {
        [alias, column] => Ok(Expr::Column(scope.qualified(alias, column)?)),
        [schema, table, column] => Ok(Expr::Column(scope.table(schema, table)?.column(column)?)),
        _ => Err(Refusal::syntax("a column name of so many parts").instead("table.column is")),
    }
}
