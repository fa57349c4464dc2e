//! Expressions of the tree.

use super::{Order, Query, Window};
use crate::backend::sql::guard::{
    functions::Function, name::Name, operators::Symbol, types::Type, weight::Weight,
};

/// A column of a relation in scope; without a relation only where `USING` of a
/// full join has merged two.
#[derive(Debug, Clone)]
pub(in super::super) struct Column {
    pub(in super::super) relation: Option<Name>,
    pub(in super::super) name: Name,
    pub(in super::super) weight: Weight,
}

#[derive(Debug)]
pub(in super::super) enum Expr {
    Column(Column),
    /// A relation's row as one value.
    Row {
        relation: Name,
        weight: Weight,
    },
    Text(String),
    Number(String),
    /// `TRUE`, `NULL`, `CURRENT_DATE` and the like.
    Keyword(&'static str),
    Parameter(u16),
    Operation(Box<Operation>),
    Cast {
        expr: Box<Expr>,
        to: Type,
    },
    Case(Box<Case>),
    /// `COALESCE`, `GREATEST` and what else looks like a function but is grammar.
    Special {
        keyword: &'static str,
        arguments: Vec<Expr>,
    },
    Call(Box<Call>),
    Array(Vec<Expr>),
    ArrayQuery(Box<Query>),
    Subscript {
        expr: Box<Expr>,
        subscripts: Vec<Subscript>,
    },
    Exists(Box<Query>),
    Scalar(Box<Query>),
}

/// What is printed between parentheses.
#[derive(Debug)]
pub(in super::super) enum Operation {
    Prefix {
        symbol: Symbol,
        operand: Expr,
    },
    /// Two or more operands of one left-associative operator.
    Chain {
        symbol: Symbol,
        operands: Vec<Expr>,
    },
    /// `expr IS NULL` and its kin.
    Test {
        expr: Expr,
        test: &'static str,
    },
    /// `left IS [NOT] DISTINCT FROM right`.
    Distinct {
        left: Expr,
        negated: bool,
        right: Expr,
    },
    Like {
        expr: Expr,
        like: &'static str,
        pattern: Expr,
        escape: Option<String>,
    },
    Between {
        expr: Expr,
        negated: bool,
        low: Expr,
        high: Expr,
    },
    In {
        expr: Expr,
        negated: bool,
        list: Vec<Expr>,
    },
    InQuery {
        expr: Expr,
        negated: bool,
        query: Query,
    },
    Quantified {
        left: Expr,
        symbol: Symbol,
        quantifier: &'static str,
        right: Quantity,
    },
    Collate {
        expr: Expr,
        collation: Name,
    },
}

#[derive(Debug)]
pub(in super::super) struct Case {
    pub(in super::super) operand: Option<Expr>,
    pub(in super::super) whens: Vec<(Expr, Expr)>,
    pub(in super::super) otherwise: Option<Expr>,
}

/// What `ANY` and `ALL` range over.
#[derive(Debug)]
pub(in super::super) enum Quantity {
    Array(Expr),
    Query(Query),
}

#[derive(Debug)]
pub(in super::super) enum Subscript {
    Index(Expr),
    Slice(Option<Expr>, Option<Expr>),
}

#[derive(Debug)]
pub(in super::super) struct Call {
    pub(in super::super) function: Function,
    pub(in super::super) distinct: bool,
    pub(in super::super) arguments: Arguments,
    pub(in super::super) order: Vec<Order>,
    pub(in super::super) within: Vec<Order>,
    pub(in super::super) filter: Option<Expr>,
    pub(in super::super) over: Option<Over>,
}

#[derive(Debug)]
pub(in super::super) enum Arguments {
    /// `count(*)`.
    Star,
    List(Vec<Argument>),
}

#[derive(Debug)]
pub(in super::super) struct Argument {
    pub(in super::super) name: Option<Name>,
    pub(in super::super) value: Expr,
}

#[derive(Debug)]
pub(in super::super) enum Over {
    Named(Name),
    Window(Window),
}

impl Expr {
    pub(in super::super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub(in super::super) fn chain(symbol: Symbol, operands: Vec<Expr>) -> Self {
        Operation::Chain { symbol, operands }.into()
    }

    pub(in super::super) fn cast(self, to: Type) -> Self {
        Self::Cast { expr: Box::new(self), to }
    }

    pub(in super::super) fn call(function: Function, arguments: Vec<Expr>) -> Self {
        Self::Call(Box::new(Call::new(function, arguments)))
    }
}

impl From<Operation> for Expr {
    fn from(operation: Operation) -> Self {
        Self::Operation(Box::new(operation))
    }
}

impl Call {
    /// A plain call.
    pub(in super::super) fn new(function: Function, arguments: Vec<Expr>) -> Self {
        let arguments = arguments.into_iter().map(|value| Argument { name: None, value }).collect();
        Self {
            function,
            distinct: false,
            arguments: Arguments::List(arguments),
            order: Vec::new(),
            within: Vec::new(),
            filter: None,
            over: None,
        }
    }

    /// How many columns it gives in FROM, where they have no names of their own.
    pub(in super::super) fn width(&self) -> usize {
        match &self.arguments {
            Arguments::List(list) if self.function.name() == "unnest" => list.len(),
            Arguments::List(_) | Arguments::Star => 1,
        }
    }
}
