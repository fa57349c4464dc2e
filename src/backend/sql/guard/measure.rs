//! What an expression weighs.

use super::{
    Refusal,
    functions::Growth,
    tree::{Arguments, Call, Case, Expr, Operation, Query, Subscript},
    weight::Weight,
};

impl Expr {
    /// A bound on the size of the value; refused where that is too large, here or
    /// in anything it is made of.
    pub(super) fn weight(&self) -> Result<Weight, Refusal> {
        let weight = match self {
            Self::Column(column) => column.weight,
            Self::Row { relation: _, weight } => weight.scaled(2),
            Self::Text(text) => Weight::of(text),
            Self::Number(number) => Weight::of(number).or(Weight::SMALL),
            Self::Keyword(_) | Self::Exists(_) => Weight::SMALL,
            Self::Parameter(_) => Weight::COLUMN,
            Self::Operation(operation) => operation.weight()?,
            Self::Cast { expr, to } => {
                let weight = expr.weight()?;
                match to.name() {
                    "bytea" => weight.scaled(2),
                    "json" | "jsonb" => weight.parsed(),
                    "numeric" if to.is_array() => weight.parsed(),
                    "numeric" if !matches!(**expr, Self::Number(_)) => weight.or(Weight::DIGITS),
                    _ => weight.or(Weight::bytes(to.padding())),
                }
            }
            Self::Case(case) => case.weight()?,
            Self::Special { keyword: "ROW", arguments } => sum(arguments)?.scaled(2),
            Self::Special { keyword: _, arguments } => largest(arguments)?,
            Self::Call(call) => call.weight()?,
            Self::Array(elements) => sum(elements)?.plus(Weight::SMALL).scaled(2),
            Self::ArrayQuery(query) => scalar(query).scaled(2).collected(),
            Self::Subscript { expr, subscripts } => {
                for subscript in subscripts {
                    match subscript {
                        Subscript::Index(index) => _ = index.weight()?,
                        Subscript::Slice(low, high) => {
                            low.iter().chain(high).try_for_each(|e| e.weight().map(drop))?;
                        }
                    }
                }
                expr.weight()?
            }
            Self::Scalar(query) => scalar(query),
        };
        weight.checked()
    }
}

impl Operation {
    fn weight(&self) -> Result<Weight, Refusal> {
        match self {
            Self::Prefix { symbol: _, operand } => Ok(operand.weight()?.or(Weight::SMALL)),
            Self::Chain { symbol, operands } if symbol.joins() => sum(operands),
            Self::Chain { symbol, operands } if symbol.is_power() => {
                Ok(largest(operands)?.or(Weight::DIGITS))
            }
            Self::Chain { symbol: _, operands } => {
                let mut weight = Weight::SMALL;
                for operand in operands {
                    weight = weight.calculated(operand.weight()?);
                }
                Ok(weight)
            }
            Self::Collate { expr, collation: _ } => expr.weight(),
            Self::Test { expr, .. } | Self::InQuery { expr, .. } => small(&[expr]),
            Self::Distinct { left, negated: _, right } => small(&[left, right]),
            Self::Like { expr, like: _, pattern, escape: _ } => small(&[expr, pattern]),
            Self::Between { expr, negated: _, low, high } => small(&[expr, low, high]),
            Self::In { expr, negated: _, list } => {
                largest(list)?;
                small(&[expr])
            }
            Self::Quantified { left, symbol: _, quantifier: _, right } => match right {
                super::tree::Quantity::Array(array) => small(&[left, array]),
                super::tree::Quantity::Query(_) => small(&[left]),
            },
        }
    }
}

impl Case {
    fn weight(&self) -> Result<Weight, Refusal> {
        let Self { operand, whens, otherwise } = self;
        let mut weight = Weight::SMALL;
        if let Some(operand) = operand {
            operand.weight()?;
        }
        for (condition, result) in whens {
            condition.weight()?;
            weight = weight.or(result.weight()?);
        }
        if let Some(otherwise) = otherwise {
            weight = weight.or(otherwise.weight()?);
        }
        Ok(weight)
    }
}

impl Call {
    /// What its arguments weigh together.
    pub(super) fn row(&self) -> Result<Weight, Refusal> {
        let Arguments::List(list) = &self.arguments else { return Ok(Weight::NONE) };
        list.iter().try_fold(Weight::NONE, |sum, argument| Ok(sum.plus(argument.value.weight()?)))
    }

    /// The same for what a function gives.
    pub(super) fn weight(&self) -> Result<Weight, Refusal> {
        let Arguments::List(list) = &self.arguments else { return Ok(Weight::SMALL) };
        let values: Vec<_> = list.iter().map(|argument| &argument.value).collect();
        let mut weights = Vec::with_capacity(values.len());
        for value in &values {
            weights.push(value.weight()?);
        }
        let all = weights.iter().fold(Weight::SMALL, |sum, weight| sum.plus(*weight));
        let most = weights.iter().fold(Weight::SMALL, |most, weight| most.or(*weight));
        let first = weights.first().copied().unwrap_or(Weight::NONE);
        let count = match values.get(1) {
            Some(Expr::Number(count)) => count.parse().unwrap_or(9999),
            _ => 9999,
        };
        let weight = match self.function.growth() {
            Growth::Fixed => Weight::SMALL,
            Growth::Digits => Weight::DIGITS.or(most),
            Growth::Largest | Growth::Path | Growth::Series => most,
            Growth::Sum => all,
            Growth::Escaped => all.scaled(4),
            Growth::Product => {
                weights.iter().fold(Weight::bytes(1), |product, weight| product.times(*weight))
            }
            Growth::Collected => all.collected(),
            Growth::Repeat => first.scaled(count),
            Growth::Pad => all.plus(Weight::bytes(count.saturating_mul(4))),
            Growth::Format => all.scaled(2).times(first),
        };
        weight.checked()
    }
}

fn scalar(query: &Query) -> Weight {
    query.columns.first().map_or(Weight::SMALL, |column| column.weight)
}

fn sum(exprs: &[Expr]) -> Result<Weight, Refusal> {
    exprs.iter().try_fold(Weight::NONE, |sum, expr| Ok(sum.plus(expr.weight()?)))
}

fn largest(exprs: &[Expr]) -> Result<Weight, Refusal> {
    exprs.iter().try_fold(Weight::SMALL, |most, expr| Ok(most.or(expr.weight()?)))
}

fn small(exprs: &[&Expr]) -> Result<Weight, Refusal> {
    exprs.iter().try_for_each(|expr| expr.weight().map(drop))?;
    Ok(Weight::SMALL)
}
