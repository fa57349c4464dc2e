//! The tree that is printed: it has a place for what is allowed and for nothing
//! else. Names in it are resolved, keywords come from lists of our own.

mod expr;

use std::{cell::Cell, rc::Rc};

use super::{name::Name, types::Type, weight::Weight};

pub(super) use expr::{
    Argument, Arguments, Call, Case, Column, Expr, Operation, Over, Quantity, Subscript,
};

/// A query with what stands around its body.
#[derive(Debug)]
pub(super) struct Query {
    pub(super) with: Option<With>,
    pub(super) body: Body,
    pub(super) order: Vec<Order>,
    pub(super) limit: Option<Limit>,
    pub(super) offset: Option<Expr>,
    /// What it gives to a query around it.
    pub(super) columns: Vec<Output>,
}

/// A column that a query or a relation gives.
#[derive(Debug, Clone)]
pub(super) struct Output {
    pub(super) name: Name,
    pub(super) weight: Weight,
    /// Whether it is a table's column that is not shown as it is held.
    pub(super) disguised: bool,
}

impl Output {
    pub(super) fn new(name: Name, weight: Weight) -> Self {
        Self { name, weight, disguised: false }
    }
}

#[derive(Debug)]
pub(super) struct With {
    pub(super) recursive: bool,
    pub(super) ctes: Vec<Cte>,
}

#[derive(Debug)]
pub(super) struct Cte {
    pub(super) name: Name,
    pub(super) columns: Vec<Name>,
    pub(super) materialized: bool,
    pub(super) query: Query,
}

#[derive(Debug)]
pub(super) enum Limit {
    Rows(Expr),
    WithTies(Expr),
}

#[derive(Debug)]
pub(super) enum Body {
    Select(Box<Select>),
    Values(Vec<Vec<Expr>>),
    /// Two or more terms under one operator, left to right.
    Set {
        operator: &'static str,
        all: bool,
        terms: Vec<Body>,
    },
    /// A query in parentheses, with clauses of its own.
    Query(Box<Query>),
}

#[derive(Debug)]
pub(super) struct Select {
    pub(super) distinct: Distinct,
    pub(super) items: Vec<Item>,
    pub(super) from: Vec<Source>,
    pub(super) filter: Option<Expr>,
    pub(super) group: Vec<Group>,
    pub(super) having: Option<Expr>,
    pub(super) windows: Vec<(Name, Window)>,
}

#[derive(Debug)]
pub(super) enum Distinct {
    No,
    Rows,
    On(Vec<Key>),
}

#[derive(Debug)]
pub(super) enum Item {
    Expr {
        expr: Expr,
        name: Name,
    },
    /// All of a relation that is itself printed from this tree.
    All(Name),
}

#[derive(Debug)]
pub(super) enum Source {
    Table {
        schema: Name,
        name: Name,
        alias: Name,
        columns: Vec<Name>,
        /// Its visible columns, should it have to be read through them.
        shown: Vec<Shown>,
        projection: Projection,
    },
    Cte {
        name: Name,
        alias: Name,
        columns: Vec<Name>,
    },
    Query {
        lateral: bool,
        query: Box<Query>,
        alias: Name,
        columns: Vec<Name>,
    },
    Function {
        call: Box<Call>,
        ordinality: bool,
        alias: Name,
        columns: FunctionColumns,
    },
    Join {
        left: Box<Source>,
        kind: &'static str,
        right: Box<Source>,
        on: On,
    },
}

/// Whether a table is read through its visible columns instead of itself. That is
/// so where the statement uses its row as a whole, gives names to its columns by
/// place or uses a disguised one; and, as long as it has something to hide, where a
/// name is printed without a relation before it anywhere in the statement, which
/// PostgreSQL might take for a hidden column. Otherwise the table's own name is
/// printed: grouping by its key then stands for all of its columns.
#[derive(Debug, Clone)]
pub(super) struct Projection {
    pub(super) hides: bool,
    /// Set when this table is used in such a way.
    pub(super) whole: Rc<Cell<bool>>,
    /// Set when the statement has a bare name.
    pub(super) bare: Rc<Cell<bool>>,
}

impl Projection {
    pub(super) fn is_needed(&self) -> bool {
        self.whole.get() || (self.hides && self.bare.get())
    }
}

/// A table's column as the statement may see it.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) expr: Expr,
    pub(super) name: Name,
}

#[derive(Debug)]
pub(super) enum FunctionColumns {
    Names(Vec<Name>),
    Defined(Vec<(Name, Type)>),
}

#[derive(Debug)]
pub(super) enum On {
    Nothing,
    Condition(Expr),
    Using(Vec<Name>),
}

/// What rows are ordered, grouped or made distinct by.
#[derive(Debug)]
pub(super) enum Key {
    Expr(Expr),
    Output(Name),
    Position(u16),
}

#[derive(Debug)]
pub(super) struct Order {
    pub(super) key: Key,
    pub(super) ascending: Option<bool>,
    pub(super) nulls_first: Option<bool>,
}

#[derive(Debug)]
pub(super) enum Group {
    Key(Key),
    Sets { kind: &'static str, sets: Vec<Vec<Key>> },
}

#[derive(Debug)]
pub(super) struct Window {
    pub(super) base: Option<Name>,
    pub(super) partition: Vec<Expr>,
    pub(super) order: Vec<Order>,
    pub(super) frame: Option<Frame>,
}

#[derive(Debug)]
pub(super) struct Frame {
    pub(super) units: &'static str,
    pub(super) start: Bound,
    pub(super) end: Option<Bound>,
}

#[derive(Debug)]
pub(super) enum Bound {
    CurrentRow,
    Preceding(Option<Expr>),
    Following(Option<Expr>),
}
