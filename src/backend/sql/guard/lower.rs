//! From the parsed statement to the tree that is printed. Every node is taken
//! apart without `..`: a part that a newer parser adds does not compile until
//! someone has decided what to do with it.

mod arguments;
mod call;
mod expr;
mod join;
mod key;
mod literal;
mod naming;
mod operation;
mod path;
mod query;
mod select;
mod source;
mod special;
mod window;
mod with;

use std::{cell::Cell, collections::BTreeSet, rc::Rc};

use sqlparser::ast;

use super::{
    Refusal,
    read::too_deep,
    scope::Scope,
    tree::{Expr, Query},
};
use crate::backend::sql::catalog::Catalog;

/// Deepest nesting of expressions and queries.
const DEEPEST: u32 = 60;
/// Most tables, subqueries and functions in FROM, all queries together.
const MOST_RELATIONS: u32 = 64;
/// Most columns of all those together, and of what `*` stands for.
const MOST_COLUMNS: usize = 10_000;

/// What is gathered on the way down.
pub(super) struct Lower<'c> {
    catalog: &'c Catalog,
    /// Tables read, as schema and name.
    pub(super) tables: BTreeSet<(String, String)>,
    /// The highest parameter.
    pub(super) parameters: u16,
    /// Whether something collects many rows into one value.
    pub(super) gathers: u64,
    depth: u32,
    relations: u32,
    /// Columns that the statement brings into scope, or `*` stands for.
    columns: usize,
    /// Whether a name is printed without a relation before it.
    bare: Rc<Cell<bool>>,
    /// Recursive queries whose step is being read.
    turning: u32,
}

impl<'c> Lower<'c> {
    pub(super) fn new(catalog: &'c Catalog) -> Self {
        Self {
            catalog,
            tables: BTreeSet::new(),
            parameters: 0,
            gathers: 0,
            depth: 0,
            relations: 0,
            columns: 0,
            bare: Rc::default(),
            turning: 0,
        }
    }

    /// The statement's query.
    pub(super) fn statement(&mut self, query: &ast::Query) -> Result<Query, Refusal> {
        self.query(query, &Scope::default())
    }

    /// One level deeper.
    fn deeper<T>(
        &mut self,
        lower: impl FnOnce(&mut Self) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        if self.depth >= DEEPEST {
            return Err(too_deep());
        }
        self.depth += 1;
        let lowered = lower(self);
        self.depth -= 1;
        lowered
    }

    /// So many columns more.
    fn count_columns(&mut self, columns: usize) -> Result<(), Refusal> {
        self.columns += columns;
        if self.columns > MOST_COLUMNS {
            let problem = format!("brings together more than {MOST_COLUMNS} columns");
            return Err(Refusal::new("the statement", problem));
        }
        Ok(())
    }

    /// One relation more.
    fn count_relation(&mut self) -> Result<(), Refusal> {
        self.relations += 1;
        if self.relations > MOST_RELATIONS {
            let problem = format!("reads more than {MOST_RELATIONS} relations");
            return Err(Refusal::new("the statement", problem));
        }
        Ok(())
    }

    /// A whole expression of a clause: also measured for growth.
    fn clause(&mut self, expr: &ast::Expr, scope: &Scope<'_>) -> Result<Expr, Refusal> {
        let lowered = self.expr(expr, scope)?;
        lowered.weight()?;
        Ok(lowered)
    }

    fn clauses(&mut self, exprs: &[ast::Expr], scope: &Scope<'_>) -> Result<Vec<Expr>, Refusal> {
        exprs.iter().map(|expr| self.clause(expr, scope)).collect()
    }

    fn exprs(&mut self, exprs: &[ast::Expr], scope: &Scope<'_>) -> Result<Vec<Expr>, Refusal> {
        exprs.iter().map(|expr| self.expr(expr, scope)).collect()
    }

    fn optional(
        &mut self,
        expr: Option<&ast::Expr>,
        scope: &Scope<'_>,
    ) -> Result<Option<Expr>, Refusal> {
        expr.map(|expr| self.clause(expr, scope)).transpose()
    }
}

/// Refuses a clause that is there although it may not be.
fn absent(is_absent: bool, part: &str) -> Result<(), Refusal> {
    if is_absent { Ok(()) } else { Err(Refusal::syntax(part)) }
}
