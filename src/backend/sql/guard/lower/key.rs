//! What rows are ordered, grouped or made distinct by: an output's name or place,
//! or an expression. PostgreSQL looks a bare name up among the outputs first for
//! ORDER BY and DISTINCT ON, and among the inputs first for GROUP BY.

use sqlparser::ast;

use super::{Lower, absent, literal::position};
use crate::backend::sql::guard::{
    Refusal,
    name::Name,
    scope::Scope,
    tree::{Expr, Group, Key, Order, Output},
};

impl Lower<'_> {
    pub(super) fn order_by(
        &mut self,
        order: Option<&ast::OrderBy>,
        scope: &Scope<'_>,
        columns: &[Output],
    ) -> Result<Vec<Order>, Refusal> {
        let Some(ast::OrderBy { kind, interpolate }) = order else { return Ok(Vec::new()) };
        absent(interpolate.is_none(), "INTERPOLATE")?;
        let ast::OrderByKind::Expressions(exprs) = kind else {
            return Err(Refusal::syntax("ORDER BY ALL"));
        };
        exprs
            .iter()
            .map(|expr| self.order(expr, |lower, expr| lower.key(expr, scope, columns)))
            .collect()
    }

    /// The ORDER BY of a window or an aggregate, where names are inputs only.
    pub(super) fn order_of_inputs(
        &mut self,
        exprs: &[ast::OrderByExpr],
        scope: &Scope<'_>,
    ) -> Result<Vec<Order>, Refusal> {
        exprs
            .iter()
            .map(|expr| self.order(expr, |lower, expr| Ok(Key::Expr(lower.clause(expr, scope)?))))
            .collect()
    }

    fn order(
        &mut self,
        order: &ast::OrderByExpr,
        key: impl FnOnce(&mut Self, &ast::Expr) -> Result<Key, Refusal>,
    ) -> Result<Order, Refusal> {
        let ast::OrderByExpr { expr, options, with_fill } = order;
        let ast::OrderByOptions { sort, nulls_first } = options;
        absent(with_fill.is_none(), "WITH FILL")?;
        let ascending = match sort {
            None => None,
            Some(ast::OrderBySort::Asc) => Some(true),
            Some(ast::OrderBySort::Desc) => Some(false),
            Some(ast::OrderBySort::Using(_)) => {
                return Err(Refusal::syntax("ORDER BY ... USING").instead("ASC and DESC are"));
            }
        };
        Ok(Order { key: key(self, expr)?, ascending, nulls_first: *nulls_first })
    }

    /// A key of ORDER BY or DISTINCT ON.
    pub(super) fn key(
        &mut self,
        expr: &ast::Expr,
        scope: &Scope<'_>,
        columns: &[Output],
    ) -> Result<Key, Refusal> {
        let expr = bare(expr);
        if let ast::Expr::Identifier(name) = expr {
            let name = Name::read(name)?;
            if columns.iter().any(|column| column.name == name) {
                return Ok(Key::Output(name));
            }
        }
        self.place_or_expr(expr, scope, columns)
    }

    fn place_or_expr(
        &mut self,
        expr: &ast::Expr,
        scope: &Scope<'_>,
        columns: &[Output],
    ) -> Result<Key, Refusal> {
        let Some(position) = position(expr) else {
            return Ok(Key::Expr(self.clause(expr, scope)?));
        };
        if (1..=columns.len()).contains(&usize::from(position)) {
            return Ok(Key::Position(position));
        }
        Err(Refusal::named("position", &position.to_string(), "is not in the select list"))
    }

    pub(super) fn group_by(
        &mut self,
        group: &ast::GroupByExpr,
        scope: &Scope<'_>,
        columns: &[Output],
    ) -> Result<Vec<Group>, Refusal> {
        let ast::GroupByExpr::Expressions(exprs, modifiers) = group else {
            return Err(Refusal::syntax("GROUP BY ALL").instead("name the columns"));
        };
        let mut groups = Vec::with_capacity(exprs.len());
        for expr in exprs {
            groups.push(self.group(expr, scope, columns)?);
        }
        for modifier in modifiers {
            match modifier {
                ast::GroupByWithModifier::GroupingSets(sets) => {
                    groups.push(self.group(sets, scope, columns)?);
                }
                ast::GroupByWithModifier::Rollup
                | ast::GroupByWithModifier::Cube
                | ast::GroupByWithModifier::Totals => {
                    return Err(Refusal::syntax("GROUP BY ... WITH"));
                }
            }
        }
        Ok(groups)
    }

    fn group(
        &mut self,
        expr: &ast::Expr,
        scope: &Scope<'_>,
        columns: &[Output],
    ) -> Result<Group, Refusal> {
        let (kind, sets) = match expr {
            ast::Expr::GroupingSets(sets) => ("GROUPING SETS", sets),
            ast::Expr::Cube(sets) => ("CUBE", sets),
            ast::Expr::Rollup(sets) => ("ROLLUP", sets),
            ast::Expr::Tuple(exprs) => {
                let sets = vec![self.group_keys(exprs, scope, columns)?];
                return Ok(Group::Sets { kind: "GROUPING SETS", sets });
            }
            other => return Ok(Group::Key(self.group_key(other, scope, columns)?)),
        };
        absent(!sets.is_empty(), "an empty grouping set list")?;
        // 2 to the power of its columns
        absent(kind != "CUBE" || sets.len() <= 8, "CUBE of more than 8 columns")?;
        let sets = sets.iter().map(|set| self.group_keys(set, scope, columns));
        Ok(Group::Sets { kind, sets: sets.collect::<Result<_, _>>()? })
    }

    fn group_keys(
        &mut self,
        exprs: &[ast::Expr],
        scope: &Scope<'_>,
        columns: &[Output],
    ) -> Result<Vec<Key>, Refusal> {
        exprs.iter().map(|expr| self.group_key(expr, scope, columns)).collect()
    }

    fn group_key(
        &mut self,
        expr: &ast::Expr,
        scope: &Scope<'_>,
        columns: &[Output],
    ) -> Result<Key, Refusal> {
        let expr = bare(expr);
        let ast::Expr::Identifier(name) = expr else {
            return self.place_or_expr(expr, scope, columns);
        };
        let name = Name::read(name)?;
        if let Some(column) = scope.local(&name)? {
            return Ok(Key::Expr(Expr::Column(column.refer())));
        }
        // by its place: the name might be taken for one of an input
        let mut places = (1..).zip(columns).filter(|(_, column)| column.name == name);
        match (places.next(), places.next()) {
            (Some((place, _)), None) => Ok(Key::Position(place)),
            (Some(_), Some(_)) => {
                Err(Refusal::named("output", name.as_str(), "in GROUP BY is ambiguous"))
            }
            (None, _) => Ok(Key::Expr(self.clause(expr, scope)?)),
        }
    }
}

fn bare(mut expr: &ast::Expr) -> &ast::Expr {
    while let ast::Expr::Nested(inner) = expr {
        expr = inner;
    }
    expr
}
