//! WITH queries, recursive ones among them.

use sqlparser::ast::{self, SetExpr, SetOperator};

use super::{
    Lower, absent,
    query::{is_all, plain_alias, renamed, same_width},
};
use crate::backend::sql::guard::{
    Refusal,
    name::Name,
    scope::{Known, Scope},
    tree::{Body, Cte, Output, Query, With},
};

impl Lower<'_> {
    pub(super) fn with(
        &mut self,
        with: &ast::With,
        scope: &mut Scope<'_>,
    ) -> Result<With, Refusal> {
        let ast::With { with_token: _, recursive, cte_tables } = with;
        let mut ctes = Vec::with_capacity(cte_tables.len());
        for table in cte_tables {
            let (cte, known) = self.cte(table, *recursive, scope)?;
            if scope.ctes.iter().any(|other| other.name == known.name) {
                return Err(Refusal::named("WITH", known.name.as_str(), "is defined twice"));
            }
            scope.ctes.push(known);
            ctes.push(cte);
        }
        Ok(With { recursive: *recursive, ctes })
    }

    fn cte(
        &mut self,
        cte: &ast::Cte,
        recursive: bool,
        scope: &Scope<'_>,
    ) -> Result<(Cte, Known), Refusal> {
        let ast::Cte { alias, query, from, materialized, closing_paren_token: _ } = cte;
        absent(from.is_none(), "FROM after a WITH query")?;
        let (name, columns) = plain_alias(alias)?;
        // unqualified names that miss their WITH query are looked up in pg_catalog
        if name.as_str().starts_with("pg_") {
            return Err(Refusal::named("WITH", name.as_str(), "may not begin with pg_"));
        }
        // NOT MATERIALIZED, a hint, is left out: it lets the planner copy a query into
        // each place that reads it, twice as many at every level
        let materialized = matches!(materialized, Some(ast::CteAsMaterialized::Materialized));
        let query = match &*query.body {
            SetExpr::SetOperation { .. } if recursive => {
                self.recursive(query, &name, &columns, scope)?
            }
            _ => self.query(query, scope)?,
        };
        let known = Known { name: name.clone(), columns: renamed(&query.columns, &columns)? };
        Ok((Cte { name, columns, materialized, query }, known))
    }

    /// `base UNION [ALL] step`, where the step may read what came before it.
    fn recursive(
        &mut self,
        query: &ast::Query,
        name: &Name,
        names: &[Name],
        outer: &Scope<'_>,
    ) -> Result<Query, Refusal> {
        let SetExpr::SetOperation { left, op: SetOperator::Union, set_quantifier, right } =
            &*query.body
        else {
            return self.query(query, outer);
        };
        let plain = ast::Query { body: left.clone(), ..query.clone() };
        absent(
            query.with.is_none() && query.order_by.is_none() && query.limit_clause.is_none(),
            "WITH, ORDER BY or LIMIT in a recursive query",
        )?;
        absent(query.fetch.is_none(), "FETCH in a recursive query")?;
        // the rest of the query's clauses are judged with its first term
        let base = self.query(&plain, outer)?;
        let mut columns = renamed(&base.columns, names)?;
        let mut scope = Scope::inside(outer);
        for column in &mut columns {
            column.weight = column.weight.turning();
        }
        scope.ctes.push(Known { name: name.clone(), columns });
        self.turning += 1;
        let step = self.deeper(|lower| lower.body(right, &scope))?;
        self.turning -= 1;
        let mut outputs = Vec::with_capacity(base.columns.len());
        for (output, step) in base.columns.iter().zip(&step.columns) {
            let weight = output.weight.or(step.weight.steady()?).collected().checked()?;
            let weight = if self.turning == 0 { weight.turned() } else { weight };
            outputs.push(Output::new(output.name.clone(), weight));
        }
        same_width(&base.columns, &step.columns)?;
        let all = is_all(*set_quantifier)?;
        let terms = vec![base.body, step.body];
        let body = Body::Set { operator: "UNION", all, terms };
        Ok(Query { with: None, body, order: vec![], limit: None, offset: None, columns: outputs })
    }
}
