//! What a name in a statement may stand for: the relations and common table
//! expressions that are visible where it is used, the nearest first. A reference
//! is printed with the relation it resolved to, so that it cannot come to mean a
//! system column, a function of the row or a column that may not be seen.

use std::{cell::Cell, rc::Rc};

use super::{
    Refusal,
    name::Name,
    tree::{Column, Output},
    weight::Weight,
};
use crate::nearest::nearest;

/// What can be named at one level of a statement, and outside of it.
#[derive(Debug, Default)]
pub(super) struct Scope<'o> {
    pub(super) outer: Option<&'o Scope<'o>>,
    pub(super) ctes: Vec<Known>,
    pub(super) relations: Vec<Relation>,
    /// What an unqualified name finds, and `*` gives, in order.
    pub(super) columns: Vec<Visible>,
}

/// A column that may be referred to.
#[derive(Debug, Clone)]
pub(super) struct Visible {
    column: Column,
    /// Set by a reference: that a disguised column is used, or a name printed bare.
    noted: Option<Rc<Cell<bool>>>,
}

impl Visible {
    /// A column that two tables share, which has only a bare name.
    pub(super) fn merged(name: Name, weight: Weight, bare: Rc<Cell<bool>>) -> Self {
        Self { column: Column { relation: None, name, weight }, noted: Some(bare) }
    }

    /// The reference. There is no other way to one.
    pub(super) fn refer(&self) -> Column {
        if let Some(noted) = &self.noted {
            noted.set(true);
        }
        self.column.clone()
    }

    pub(super) fn name(&self) -> &Name {
        &self.column.name
    }

    pub(super) fn relation(&self) -> Option<&Name> {
        self.column.relation.as_ref()
    }
}

/// A common table expression.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) name: Name,
    pub(super) columns: Vec<Output>,
}

/// A relation in FROM.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    pub(super) alias: Name,
    /// Schema and name of a table without an alias.
    pub(super) table: Option<(Name, Name)>,
    pub(super) columns: Vec<Output>,
    /// Set when its row is used as a whole: a table is then read through its
    /// visible columns.
    pub(super) whole: Rc<Cell<bool>>,
}

impl Relation {
    pub(super) fn new(alias: Name, columns: Vec<Output>) -> Self {
        Self { alias, table: None, columns, whole: Rc::default() }
    }

    /// Its columns as an unqualified name finds them.
    pub(super) fn visible(&self) -> Vec<Visible> {
        self.columns.iter().map(|output| self.show(output)).collect()
    }

    fn show(&self, Output { name, weight, disguised }: &Output) -> Visible {
        let relation = Some(self.alias.clone());
        let column = Column { relation, name: name.clone(), weight: *weight };
        Visible { column, noted: disguised.then(|| Rc::clone(&self.whole)) }
    }

    fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.whole, &other.whole)
    }

    /// What its row weighs as one value.
    pub(super) fn weight(&self) -> Weight {
        self.columns.iter().fold(Weight::SMALL, |sum, column| sum.plus(column.weight))
    }
}

impl<'o> Scope<'o> {
    /// An empty level inside `outer`.
    pub(super) fn inside(outer: &'o Scope<'o>) -> Self {
        Self { outer: Some(outer), ..Self::default() }
    }

    fn levels(&self) -> impl Iterator<Item = &Scope<'o>> {
        std::iter::successors(Some(self), |scope| scope.outer)
    }

    /// The common table expression of that name.
    pub(super) fn cte(&self, name: &Name) -> Option<&Known> {
        self.levels().find_map(|scope| scope.ctes.iter().rev().find(|cte| cte.name == *name))
    }

    /// The column that an unqualified name stands for, if any.
    pub(super) fn column(&self, name: &Name) -> Result<Option<&Visible>, Refusal> {
        for scope in self.levels() {
            if let Some(column) = scope.local(name)? {
                self.reaches(scope, column)?;
                return Ok(Some(column));
            }
        }
        Ok(None)
    }

    /// The same among this level's own columns.
    pub(super) fn local(&self, name: &Name) -> Result<Option<&Visible>, Refusal> {
        let mut found = self.columns.iter().filter(|column| column.name() == name);
        match (found.next(), found.next()) {
            (Some(_), Some(_)) => {
                let refusal = Refusal::named("column", name.as_str(), "is ambiguous");
                Err(refusal.instead("put the table's name or alias before it"))
            }
            (found, _) => Ok(found),
        }
    }

    /// Refuses a column of an outer relation that an inner one hides by its alias.
    fn reaches(&self, home: &Scope<'_>, column: &Visible) -> Result<(), Refusal> {
        let Some(alias) = column.relation() else { return Ok(()) };
        let meant = home.relations.iter().find(|relation| relation.alias == *alias);
        match (self.relation(alias), meant) {
            (Some(found), Some(meant)) if found.is(meant) => Ok(()),
            _ => Err(Refusal::named("alias", alias.as_str(), "is used at two levels")
                .instead("give the inner and the outer table different aliases")),
        }
    }

    /// The nearest relation of that alias.
    pub(super) fn relation(&self, alias: &Name) -> Option<&Relation> {
        self.levels()
            .find_map(|scope| scope.relations.iter().find(|relation| relation.alias == *alias))
    }

    /// The nearest relation that `schema.table` stands for.
    pub(super) fn table(&self, schema: &Name, name: &Name) -> Result<&Relation, Refusal> {
        let is_meant = |relation: &&Relation| {
            relation.table.as_ref().is_some_and(|(s, n)| s == schema && n == name)
        };
        let found = self.levels().find_map(|scope| scope.relations.iter().find(is_meant));
        match (found, self.relation(name)) {
            (Some(found), Some(reached)) if found.is(reached) => Ok(found),
            _ => Err(self.unknown_relation(name)),
        }
    }

    /// The column of a relation in scope.
    pub(super) fn qualified(&self, alias: &Name, name: &Name) -> Result<Column, Refusal> {
        let relation = self.relation(alias).ok_or_else(|| self.unknown_relation(alias))?;
        relation.column(name)
    }

    /// That no column has this name, and which has one like it.
    pub(super) fn unknown_column(&self, name: &Name) -> Refusal {
        let visible = self.levels().flat_map(|scope| &scope.columns).map(Visible::name);
        unknown("column", name, visible)
    }

    pub(super) fn unknown_relation(&self, name: &Name) -> Refusal {
        let visible =
            self.levels().flat_map(|scope| &scope.relations).map(|relation| &relation.alias);
        unknown("table or alias", name, visible)
    }
}

impl Relation {
    /// Its column of that name.
    pub(super) fn column(&self, name: &Name) -> Result<Column, Refusal> {
        let mut found = self.columns.iter().filter(|output| output.name == *name);
        match (found.next(), found.next()) {
            (Some(found), None) => Ok(self.show(found).refer()),
            (Some(_), Some(_)) => {
                Err(Refusal::named("column", name.as_str(), "is ambiguous in its table"))
            }
            (None, _) => {
                Err(unknown("column", name, self.columns.iter().map(|output| &output.name)))
            }
        }
    }
}

/// Most names that a refusal lists.
const LISTED: usize = 12;

fn unknown<'n>(kind: &str, name: &Name, visible: impl Iterator<Item = &'n Name>) -> Refusal {
    let mut visible: Vec<_> = visible.map(Name::as_str).collect();
    visible.dedup();
    let refusal = Refusal::named(kind, name.as_str(), "is not visible here");
    match nearest(name.as_str(), visible.iter().copied()) {
        Some(near) => refusal.instead(format!("the nearest visible name is {near}")),
        None if visible.is_empty() => refusal,
        None => {
            visible.truncate(LISTED);
            refusal.instead(format!("visible: {}", visible.join(", ")))
        }
    }
}
