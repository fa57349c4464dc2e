//! Queries: WITH, set operations, VALUES, ORDER BY and LIMIT.

use sqlparser::ast::{self, SetExpr, SetOperator, SetQuantifier};

use super::{Lower, absent};
use crate::backend::sql::guard::{
    Refusal,
    name::Name,
    scope::Scope,
    tree::{Body, Expr, Limit, Order, Output, Query},
    weight::Weight,
};

/// A body and the columns it gives.
pub(super) struct Lowered {
    pub(super) body: Body,
    pub(super) columns: Vec<Output>,
}

impl Lower<'_> {
    /// A query inside `outer`.
    pub(super) fn query(
        &mut self,
        query: &ast::Query,
        outer: &Scope<'_>,
    ) -> Result<Query, Refusal> {
        self.deeper(|lower| lower.query_here(query, outer))
    }

    fn query_here(&mut self, query: &ast::Query, outer: &Scope<'_>) -> Result<Query, Refusal> {
        let ast::Query {
            with,
            body,
            order_by,
            limit_clause,
            fetch,
            locks,
            for_clause,
            settings,
            format_clause,
            pipe_operators,
        } = query;
        absent(locks.is_empty(), "a locking clause such as FOR UPDATE")?;
        absent(for_clause.is_none(), "a FOR clause")?;
        absent(settings.is_none() && format_clause.is_none(), "SETTINGS or FORMAT")?;
        absent(pipe_operators.is_empty(), "a pipe operator")?;
        let mut scope = Scope::inside(outer);
        let with = with.as_ref().map(|with| self.with(with, &mut scope)).transpose()?;
        let (Lowered { body, columns }, order) = match &**body {
            SetExpr::Select(select) => self.select(select, order_by.as_ref(), &scope)?,
            other => {
                let lowered = self.body(other, &scope)?;
                let order = self.order_of_outputs(order_by.as_ref(), &lowered.columns)?;
                (lowered, order)
            }
        };
        let (limit, offset) = self.limit(limit_clause.as_ref(), fetch.as_ref(), &scope)?;
        Ok(Query { with, body, order, limit, offset, columns })
    }

    pub(super) fn body(&mut self, body: &SetExpr, scope: &Scope<'_>) -> Result<Lowered, Refusal> {
        match body {
            SetExpr::Select(select) => {
                let (lowered, _) = self.select(select, None, scope)?;
                Ok(lowered)
            }
            SetExpr::Query(query) => {
                let query = self.query(query, scope)?;
                let columns = query.columns.clone();
                Ok(Lowered { body: unwrapped(query), columns })
            }
            SetExpr::SetOperation { .. } => self.set_operation(body, scope),
            SetExpr::Values(values) => self.values(values, scope),
            SetExpr::Insert(_) | SetExpr::Update(_) | SetExpr::Delete(_) | SetExpr::Merge(_) => {
                Err(Refusal::new("a statement that changes data", "is not allowed"))
            }
            SetExpr::Table(_) => Err(Refusal::syntax("TABLE in that place")),
        }
    }

    /// A row of set operations, however long, without recursion to the left.
    fn set_operation(&mut self, body: &SetExpr, scope: &Scope<'_>) -> Result<Lowered, Refusal> {
        let (mut first, mut rest) = (body, Vec::new());
        while let SetExpr::SetOperation { left, op, set_quantifier, right } = first {
            rest.push((operator(*op)?, is_all(*set_quantifier)?, right));
            first = left;
        }
        let Lowered { mut body, mut columns } = self.deeper(|lower| lower.body(first, scope))?;
        let mut runs = 0;
        for (operator, all, right) in rest.into_iter().rev() {
            let right = self.deeper(|lower| lower.body(right, scope))?;
            same_width(&columns, &right.columns)?;
            for (column, other) in columns.iter_mut().zip(&right.columns) {
                column.weight = column.weight.or(other.weight);
            }
            if operator != "UNION" {
                self.gather_made(&columns);
            }
            body = match body {
                Body::Set { operator: before, all: all_before, mut terms }
                    if (before, all_before) == (operator, all) =>
                {
                    terms.push(right.body);
                    Body::Set { operator, all, terms }
                }
                body => {
                    runs += 1;
                    Body::Set { operator, all, terms: vec![body, right.body] }
                }
            };
        }
        self.shallow(runs)?;
        Ok(Lowered { body, columns })
    }

    fn values(&mut self, values: &ast::Values, scope: &Scope<'_>) -> Result<Lowered, Refusal> {
        let ast::Values { explicit_row, value_keyword, rows } = values;
        absent(!explicit_row && !value_keyword, "VALUES in that form")?;
        let mut lowered: Vec<Vec<Expr>> = Vec::with_capacity(rows.len());
        let mut weights: Vec<Weight> = Vec::new();
        for ast::Parens { opening_token: _, content, closing_token: _ } in rows {
            let row = self.clauses(content, scope)?;
            if lowered.first().is_some_and(|first| first.len() != row.len()) || row.is_empty() {
                return Err(Refusal::new("VALUES", "needs rows of the same length"));
            }
            weights.resize(row.len(), Weight::NONE);
            for (weight, value) in weights.iter_mut().zip(&row) {
                *weight = weight.or(value.weight()?);
            }
            lowered.push(row);
        }
        let columns = weights.into_iter().zip(1..).map(|(weight, place)| {
            let name = Name::known(&format!("column{place}"));
            Output::new(name, weight)
        });
        Ok(Lowered { columns: columns.collect(), body: Body::Values(lowered) })
    }

    fn limit(
        &mut self,
        clause: Option<&ast::LimitClause>,
        fetch: Option<&ast::Fetch>,
        scope: &Scope<'_>,
    ) -> Result<(Option<Limit>, Option<Expr>), Refusal> {
        let (limit, offset) = match clause {
            None => (None, None),
            Some(ast::LimitClause::LimitOffset { limit, offset, limit_by }) => {
                absent(limit_by.is_empty(), "LIMIT BY")?;
                let offset = offset.as_ref().map(|ast::Offset { value, rows: _ }| value);
                (self.optional(limit.as_ref(), scope)?, self.optional(offset, scope)?)
            }
            Some(ast::LimitClause::OffsetCommaLimit { .. }) => {
                return Err(Refusal::syntax("LIMIT with a comma").instead("LIMIT n OFFSET m is"));
            }
        };
        let Some(ast::Fetch { with_ties, percent, quantity }) = fetch else {
            return Ok((limit.map(Limit::Rows), offset));
        };
        absent(!percent, "FETCH with PERCENT")?;
        absent(limit.is_none(), "LIMIT together with FETCH")?;
        let rows = match quantity {
            None => Expr::Number("1".to_owned()),
            Some(quantity) => self.clause(quantity, scope)?,
        };
        Ok((Some(if *with_ties { Limit::WithTies(rows) } else { Limit::Rows(rows) }), offset))
    }

    /// What the result of a set operation or of VALUES is ordered by.
    fn order_of_outputs(
        &mut self,
        order: Option<&ast::OrderBy>,
        columns: &[Output],
    ) -> Result<Vec<Order>, Refusal> {
        self.order_by(order, &Scope::default(), columns)
    }

    /// Refuses a long row of alternating operators: it nests when printed.
    pub(super) fn shallow(&self, runs: u32) -> Result<(), Refusal> {
        if self.depth + runs > super::DEEPEST {
            return Err(crate::backend::sql::guard::read::too_deep());
        }
        Ok(())
    }
}

/// A query that is nothing but its body, as that body.
fn unwrapped(query: Query) -> Body {
    match query {
        Query { with: None, body, order, limit: None, offset: None, columns: _ }
            if order.is_empty() =>
        {
            body
        }
        query => Body::Query(Box::new(query)),
    }
}

fn operator(operator: SetOperator) -> Result<&'static str, Refusal> {
    match operator {
        SetOperator::Union => Ok("UNION"),
        SetOperator::Except => Ok("EXCEPT"),
        SetOperator::Intersect => Ok("INTERSECT"),
        SetOperator::Minus => Err(Refusal::syntax("MINUS").instead("EXCEPT is")),
    }
}

pub(super) fn is_all(quantifier: SetQuantifier) -> Result<bool, Refusal> {
    match quantifier {
        SetQuantifier::All => Ok(true),
        SetQuantifier::Distinct | SetQuantifier::None => Ok(false),
        SetQuantifier::ByName | SetQuantifier::AllByName | SetQuantifier::DistinctByName => {
            Err(Refusal::syntax("BY NAME"))
        }
    }
}

pub(super) fn same_width(left: &[Output], right: &[Output]) -> Result<(), Refusal> {
    if left.len() != right.len() {
        return Err(Refusal::new("a set operation", "needs the same number of columns everywhere"));
    }
    Ok(())
}

/// An alias with nothing but names.
pub(super) fn plain_alias(alias: &ast::TableAlias) -> Result<(Name, Vec<Name>), Refusal> {
    let ast::TableAlias { explicit: _, name, columns, at } = alias;
    absent(at.is_none(), "AT in an alias")?;
    let columns = columns.iter().map(|ast::TableAliasColumnDef { name, data_type }| {
        absent(data_type.is_none(), "a column type in an alias")?;
        Name::read(name)
    });
    Ok((Name::read(name)?, columns.collect::<Result<_, _>>()?))
}

/// Columns under the names that an alias gives to the first of them.
pub(super) fn renamed(columns: &[Output], names: &[Name]) -> Result<Vec<Output>, Refusal> {
    if names.len() > columns.len() {
        return Err(Refusal::new("an alias", "names more columns than there are"));
    }
    let mut columns = columns.to_vec();
    for (column, name) in columns.iter_mut().zip(names) {
        column.name = name.clone();
    }
    Ok(columns)
}
