//! Joins: which columns both sides show together.

use std::{collections::BTreeSet, rc::Rc};

use sqlparser::ast::{self, JoinConstraint, JoinOperator};

use super::{Lower, absent, expr::SYSTEM, select::distinct_aliases};
use crate::backend::sql::guard::{
    Refusal,
    name::Name,
    scope::{Relation, Scope, Visible},
    tree::{Expr, On, Source},
};

/// A source and what it brings into scope.
pub(super) struct Joined {
    pub(super) source: Source,
    pub(super) relations: Vec<Relation>,
    pub(super) columns: Vec<Visible>,
}

/// Which of two merged columns the joined one is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Merge {
    Left,
    Right,
    /// The first that is not null: it has no name but the bare one.
    Both,
}

impl Lower<'_> {
    /// A table and what is joined to it; `before` holds the sources before it.
    pub(super) fn joined(
        &mut self,
        tables: &ast::TableWithJoins,
        before: &Scope<'_>,
    ) -> Result<Joined, Refusal> {
        let ast::TableWithJoins { relation, joins } = tables;
        let mut left = self.factor(relation, before)?;
        for ast::Join { relation, global, join_operator } in joins {
            absent(!global, "GLOBAL JOIN")?;
            let mut lateral = Scope {
                outer: before.outer,
                relations: before.relations.clone(),
                columns: before.columns.clone(),
                ctes: Vec::new(),
            };
            lateral.relations.extend(left.relations.iter().cloned());
            lateral.columns.extend(left.columns.iter().cloned());
            let right = self.factor(relation, &lateral)?;
            distinct_aliases(&left.relations, &right.relations)?;
            left = self.join(left, right, join_operator, before)?;
        }
        Ok(left)
    }

    fn join(
        &mut self,
        left: Joined,
        right: Joined,
        operator: &JoinOperator,
        before: &Scope<'_>,
    ) -> Result<Joined, Refusal> {
        let (kind, constraint, merge) = kind(operator)?;
        let relations = [left.relations, right.relations].concat();
        let using = match constraint {
            JoinConstraint::Using(names) => Some(using_names(names)?),
            JoinConstraint::Natural => Some(common(&left.columns, &right.columns)),
            JoinConstraint::On(_) | JoinConstraint::None => None,
        };
        let (columns, on) = match (using, constraint) {
            (Some(names), _) if !names.is_empty() => {
                let columns = self.merged(&left.columns, &right.columns, &names, merge)?;
                self.bare.set(true);
                (columns, On::Using(names))
            }
            // NATURAL without a common column
            (Some(_), _) => {
                let columns = [left.columns, right.columns].concat();
                (columns, On::Condition(Expr::Keyword("TRUE")))
            }
            (None, JoinConstraint::On(condition)) => {
                let columns = [left.columns, right.columns].concat();
                let scope = Scope {
                    outer: before.outer,
                    ctes: Vec::new(),
                    relations: relations.clone(),
                    columns: columns.clone(),
                };
                (columns, On::Condition(self.clause(condition, &scope)?))
            }
            (None, _) if kind == "CROSS JOIN" => {
                ([left.columns, right.columns].concat(), On::Nothing)
            }
            (None, _) => return Err(Refusal::new("a JOIN", "needs ON or USING")),
        };
        let kind = if matches!(on, On::Nothing) { "CROSS JOIN" } else { kind };
        let (left, right) = (Box::new(left.source), Box::new(right.source));
        Ok(Joined { source: Source::Join { left, kind, right, on }, relations, columns })
    }

    /// The columns of a join with USING: the merged ones first.
    fn merged(
        &self,
        left: &[Visible],
        right: &[Visible],
        names: &[Name],
        merge: Merge,
    ) -> Result<Vec<Visible>, Refusal> {
        let mut columns = Vec::with_capacity(left.len() + right.len());
        for name in names {
            let (left, right) = (only(left, name)?, only(right, name)?);
            // USING itself refers to both
            let weight = left.refer().weight.or(right.refer().weight);
            // printed bare, an inner table's own could be meant
            let is_system = merge == Merge::Both && SYSTEM.contains(&name.as_str());
            if is_system {
                let refused =
                    Refusal::named("column", name.as_str(), "of a FULL JOIN is a system's");
                return Err(refused.instead("give it another name on both sides"));
            }
            columns.push(match merge {
                Merge::Left => left.clone(),
                Merge::Right => right.clone(),
                Merge::Both => Visible::merged(name.clone(), weight, Rc::clone(&self.bare)),
            });
        }
        let rest = left.iter().chain(right).filter(|column| !names.contains(column.name()));
        columns.extend(rest.cloned());
        Ok(columns)
    }
}

fn kind(operator: &JoinOperator) -> Result<(&'static str, &JoinConstraint, Merge), Refusal> {
    Ok(match operator {
        JoinOperator::Join(constraint) | JoinOperator::Inner(constraint) => {
            ("JOIN", constraint, Merge::Left)
        }
        JoinOperator::Left(constraint) | JoinOperator::LeftOuter(constraint) => {
            ("LEFT JOIN", constraint, Merge::Left)
        }
        JoinOperator::Right(constraint) | JoinOperator::RightOuter(constraint) => {
            ("RIGHT JOIN", constraint, Merge::Right)
        }
        JoinOperator::FullOuter(constraint) => ("FULL JOIN", constraint, Merge::Both),
        JoinOperator::CrossJoin(constraint @ JoinConstraint::None) => {
            ("CROSS JOIN", constraint, Merge::Left)
        }
        JoinOperator::CrossJoin(_)
        | JoinOperator::Semi(_)
        | JoinOperator::LeftSemi(_)
        | JoinOperator::RightSemi(_)
        | JoinOperator::Anti(_)
        | JoinOperator::LeftAnti(_)
        | JoinOperator::RightAnti(_)
        | JoinOperator::CrossApply
        | JoinOperator::OuterApply
        | JoinOperator::AsOf { .. }
        | JoinOperator::StraightJoin(_)
        | JoinOperator::ArrayJoin
        | JoinOperator::LeftArrayJoin
        | JoinOperator::InnerArrayJoin => {
            return Err(Refusal::syntax("a join of that kind")
                .instead("JOIN, LEFT, RIGHT, FULL and CROSS JOIN are"));
        }
    })
}

fn using_names(names: &[ast::ObjectName]) -> Result<Vec<Name>, Refusal> {
    names
        .iter()
        .map(|name| match Name::read_all(name)?.as_slice() {
            [name] => Ok(name.clone()),
            _ => Err(Refusal::syntax("a qualified name in USING")),
        })
        .collect()
}

/// The names that NATURAL joins on.
fn common(left: &[Visible], right: &[Visible]) -> Vec<Name> {
    let names: BTreeSet<_> = right.iter().map(Visible::name).collect();
    left.iter().map(Visible::name).filter(|name| names.contains(name)).cloned().collect()
}

/// The one column of that name.
fn only<'c>(columns: &'c [Visible], name: &Name) -> Result<&'c Visible, Refusal> {
    let mut found = columns.iter().filter(|column| column.name() == name);
    match (found.next(), found.next()) {
        (Some(found), None) => Ok(found),
        _ => Err(Refusal::named("column", name.as_str(), "in USING must be on both sides, once")),
    }
}
