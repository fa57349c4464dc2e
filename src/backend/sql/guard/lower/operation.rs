//! Operators and predicates.

use sqlparser::ast::{self, BinaryOperator, Expr as Parsed, UnaryOperator};

use super::{Lower, absent, arguments::builtin, expr::negation, path};
use crate::backend::sql::guard::{
    Refusal,
    name::Name,
    operators::Symbol,
    scope::Scope,
    tree::{Expr, Operation, Quantity},
};

/// Collations of pg_catalog, besides the ones of ICU.
const COLLATIONS: [&str; 4] = ["C", "POSIX", "default", "ucs_basic"];

impl Lower<'_> {
    pub(super) fn operation(&mut self, expr: &Parsed, scope: &Scope<'_>) -> Result<Expr, Refusal> {
        if let Some((inner, test)) = test(expr) {
            return Ok(Operation::Test { expr: self.expr(inner, scope)?, test }.into());
        }
        match expr {
            Parsed::BinaryOp { left, op: BinaryOperator::Overlaps, right } => {
                let (mut from, to) = (self.period(left, scope)?, self.period(right, scope)?);
                from.extend(to);
                Ok(Expr::call(builtin("overlaps")?, from))
            }
            Parsed::BinaryOp { .. } => self.chain(expr, scope),
            Parsed::UnaryOp { op, expr } => self.prefix(*op, expr, scope),
            Parsed::IsDistinctFrom(left, right) => self.differs(left, false, right, scope),
            Parsed::IsNotDistinctFrom(left, right) => self.differs(left, true, right, scope),
            Parsed::Between { expr, negated, low, high } => {
                let (low, high) = self.pair(low, high, scope)?;
                let expr = self.expr(expr, scope)?;
                Ok(Operation::Between { expr, negated: *negated, low, high }.into())
            }
            Parsed::InList { expr, list, negated } => {
                let (expr, list) = (self.expr(expr, scope)?, self.exprs(list, scope)?);
                absent(!list.is_empty(), "IN ()")?;
                Ok(Operation::In { expr, negated: *negated, list }.into())
            }
            Parsed::InSubquery { expr, subquery, negated } => {
                let (expr, query) = (self.expr(expr, scope)?, self.query(subquery, scope)?);
                self.gather_made(&query.columns);
                Ok(Operation::InQuery { expr, negated: *negated, query }.into())
            }
            Parsed::AnyOp { left, compare_op, right, is_some: _ } => {
                self.quantified(left, compare_op, "ANY", right, scope)
            }
            Parsed::AllOp { left, compare_op, right } => {
                self.quantified(left, compare_op, "ALL", right, scope)
            }
            Parsed::Collate { expr, collation } => {
                let expr = self.expr(expr, scope)?;
                Ok(Operation::Collate { expr, collation: collation_name(collation)? }.into())
            }
            other => self.pattern(other, scope),
        }
    }

    /// LIKE and its kin; whatever is none of them is not on any list.
    fn pattern(&mut self, expr: &Parsed, scope: &Scope<'_>) -> Result<Expr, Refusal> {
        let (like, expr, pattern, escape, any) = match expr {
            Parsed::Like { negated, any, expr, pattern, escape_char } => {
                (if *negated { "NOT LIKE" } else { "LIKE" }, expr, pattern, escape_char, *any)
            }
            Parsed::ILike { negated, any, expr, pattern, escape_char } => {
                (if *negated { "NOT ILIKE" } else { "ILIKE" }, expr, pattern, escape_char, *any)
            }
            Parsed::SimilarTo { negated, expr, pattern, escape_char } => {
                let like = if *negated { "NOT SIMILAR TO" } else { "SIMILAR TO" };
                (like, expr, pattern, escape_char, false)
            }
            _ => return Err(Refusal::syntax("an expression of that kind")),
        };
        if any {
            let quantifier = "ANY";
            let symbol = Symbol::like(like)?;
            let left = self.expr(expr, scope)?;
            let right = self.quantity(pattern, scope)?;
            return Ok(Operation::Quantified { left, symbol, quantifier, right }.into());
        }
        let (expr, pattern) = self.pair(expr, pattern, scope)?;
        let escape = match escape.as_deref() {
            None => None,
            Some(Parsed::Value(ast::ValueWithSpan {
                value: ast::Value::SingleQuotedString(escape),
                span: _,
            })) if escape.chars().count() <= 1 => Some(escape.clone()),
            Some(_) => return Err(Refusal::new("ESCAPE", "needs a single character")),
        };
        Ok(Operation::Like { expr, like, pattern, escape }.into())
    }

    /// A row of operators from left to right, without recursion to the left.
    fn chain(&mut self, expr: &Parsed, scope: &Scope<'_>) -> Result<Expr, Refusal> {
        let (mut first, mut rest) = (expr, Vec::new());
        while let Parsed::BinaryOp { left, op, right } = first {
            if matches!(op, BinaryOperator::Overlaps) {
                break;
            }
            rest.push((Symbol::infix(op)?, right));
            first = left;
        }
        let mut lowered = self.expr(first, scope)?;
        let mut chained: Option<Symbol> = None;
        let mut runs = 0;
        for (symbol, right) in rest.into_iter().rev() {
            let operand = self.expr(right, scope)?;
            if symbol.takes_path() {
                path::operand(&operand)?;
            }
            let continues = chained == Some(symbol) && symbol.chains();
            lowered = match lowered {
                Expr::Operation(operation) if continues => extended(*operation, operand),
                lowered => {
                    runs += 1;
                    Expr::chain(symbol, vec![lowered, operand])
                }
            };
            chained = Some(symbol);
        }
        self.shallow(runs)?;
        Ok(lowered)
    }

    /// One side of OVERLAPS: its two ends.
    fn period(&mut self, side: &Parsed, scope: &Scope<'_>) -> Result<Vec<Expr>, Refusal> {
        match self.expr(side, scope)? {
            Expr::Special { keyword: "ROW", arguments } if arguments.len() == 2 => Ok(arguments),
            _ => Err(Refusal::new("OVERLAPS", "needs (start, end) on both sides")),
        }
    }

    fn prefix(
        &mut self,
        operator: UnaryOperator,
        operand: &Parsed,
        scope: &Scope<'_>,
    ) -> Result<Expr, Refusal> {
        let symbol = Symbol::prefix(operator)?;
        // PostgreSQL reads -a ^ b as (-a) ^ b, our parser as -(a ^ b)
        if let (UnaryOperator::Minus | UnaryOperator::Plus, Parsed::BinaryOp { left, op, right }) =
            (operator, operand)
        {
            absent(Symbol::infix(op)? == Symbol::POWER, "a sign before an operation")?;
            let base = self.deeper(|lower| lower.prefix(operator, left, scope))?;
            return Ok(Expr::chain(Symbol::POWER, vec![base, self.expr(right, scope)?]));
        }
        let operand = self.expr(operand, scope)?;
        if symbol == Symbol::NOT {
            return Ok(negation(operand));
        }
        Ok(Operation::Prefix { symbol, operand }.into())
    }

    fn differs(
        &mut self,
        left: &Parsed,
        negated: bool,
        right: &Parsed,
        scope: &Scope<'_>,
    ) -> Result<Expr, Refusal> {
        let (left, right) = self.pair(left, right, scope)?;
        Ok(Operation::Distinct { left, negated, right }.into())
    }

    fn quantified(
        &mut self,
        left: &Parsed,
        operator: &BinaryOperator,
        quantifier: &'static str,
        right: &Parsed,
        scope: &Scope<'_>,
    ) -> Result<Expr, Refusal> {
        let symbol = Symbol::infix(operator)?;
        let (left, right) = (self.expr(left, scope)?, self.quantity(right, scope)?);
        Ok(Operation::Quantified { left, symbol, quantifier, right }.into())
    }

    fn quantity(&mut self, right: &Parsed, scope: &Scope<'_>) -> Result<Quantity, Refusal> {
        let mut right = right;
        while let Parsed::Nested(inner) = right {
            right = inner;
        }
        Ok(match right {
            Parsed::Subquery(query) => {
                let query = self.query(query, scope)?;
                self.gather_made(&query.columns);
                Quantity::Query(query)
            }
            other => Quantity::Array(self.expr(other, scope)?),
        })
    }
}

fn extended(operation: Operation, operand: Expr) -> Expr {
    match operation {
        Operation::Chain { symbol, mut operands } => {
            operands.push(operand);
            Expr::chain(symbol, operands)
        }
        other => other.into(),
    }
}

/// `expr IS ...`.
fn test(expr: &Parsed) -> Option<(&Parsed, &'static str)> {
    Some(match expr {
        Parsed::IsFalse(inner) => (inner, "IS FALSE"),
        Parsed::IsNotFalse(inner) => (inner, "IS NOT FALSE"),
        Parsed::IsTrue(inner) => (inner, "IS TRUE"),
        Parsed::IsNotTrue(inner) => (inner, "IS NOT TRUE"),
        Parsed::IsNull(inner) => (inner, "IS NULL"),
        Parsed::IsNotNull(inner) => (inner, "IS NOT NULL"),
        Parsed::IsUnknown(inner) => (inner, "IS UNKNOWN"),
        Parsed::IsNotUnknown(inner) => (inner, "IS NOT UNKNOWN"),
        _ => return None,
    })
}

fn collation_name(collation: &ast::ObjectName) -> Result<Name, Refusal> {
    let parts = Name::read_all(collation)?;
    let name = match parts.as_slice() {
        [name] => name,
        [schema, name] if schema.as_str() == "pg_catalog" => name,
        _ => return Err(Refusal::syntax("a collation of that schema")),
    };
    let text = name.as_str();
    let is_icu = text.strip_suffix("-x-icu").is_some_and(|language| {
        language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    if is_icu || COLLATIONS.contains(&text) {
        return Ok(name.clone());
    }
    Err(Refusal::named("collation", text, "is not allowed")
        .instead("\"C\", \"POSIX\" and those of ICU such as \"en-x-icu\" are"))
}
