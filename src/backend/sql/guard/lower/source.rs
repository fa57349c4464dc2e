//! What stands in FROM: tables that may be seen, WITH queries, subqueries and
//! functions that give rows.

use std::{cell::Cell, rc::Rc};

use sqlparser::ast::{self, TableFactor};

use super::{
    Lower, absent,
    join::Joined,
    query::{plain_alias, renamed},
};
use crate::backend::sql::guard::{
    Refusal,
    functions::Function,
    mask,
    name::Name,
    scope::{Relation, Scope},
    tree::{Call, FunctionColumns, Output, Projection, Source},
    types::Type,
    weight::Weight,
};
use crate::nearest::nearest;

impl Lower<'_> {
    /// One source; `before` holds those before it, for LATERAL.
    pub(super) fn factor(
        &mut self,
        factor: &TableFactor,
        before: &Scope<'_>,
    ) -> Result<Joined, Refusal> {
        self.count_relation()?;
        let joined = self.deeper(|lower| lower.factor_here(factor, before))?;
        self.count_columns(joined.columns.len())?;
        Ok(joined)
    }

    fn factor_here(&mut self, factor: &TableFactor, before: &Scope<'_>) -> Result<Joined, Refusal> {
        match factor {
            TableFactor::Table {
                name,
                alias,
                args,
                with_hints,
                version,
                with_ordinality,
                partitions,
                json_path,
                sample,
                index_hints,
            } => {
                absent(sample.is_none(), "TABLESAMPLE")?;
                let plain = with_hints.is_empty() && version.is_none() && partitions.is_empty();
                absent(plain && json_path.is_none() && index_hints.is_empty(), "a table option")?;
                let Some(ast::TableFunctionArgs { args, settings }) = args else {
                    absent(!with_ordinality, "WITH ORDINALITY after a table")?;
                    return self.relation(name, alias.as_ref(), before);
                };
                absent(settings.is_none(), "SETTINGS")?;
                let call =
                    self.plain_call(Function::find(&Name::read_all(name)?)?, args, before)?;
                function(call, *with_ordinality, alias.as_ref())
            }
            TableFactor::Function { lateral: _, name, args, with_ordinality, alias } => {
                let call =
                    self.plain_call(Function::find(&Name::read_all(name)?)?, args, before)?;
                function(call, *with_ordinality, alias.as_ref())
            }
            TableFactor::UNNEST {
                alias,
                array_exprs,
                with_offset,
                with_offset_alias,
                with_ordinality,
            } => {
                absent(!with_offset && with_offset_alias.is_none(), "WITH OFFSET")?;
                let arguments = self.clauses(array_exprs, before)?;
                let call = Call::new(super::arguments::builtin("unnest")?, arguments);
                function(call, *with_ordinality, alias.as_ref())
            }
            TableFactor::Derived { lateral, subquery, alias, sample } => {
                absent(sample.is_none(), "TABLESAMPLE")?;
                self.derived(*lateral, subquery, alias.as_ref(), before)
            }
            TableFactor::NestedJoin { table_with_joins, alias } => {
                absent(alias.is_none(), "an alias for a join in parentheses")?;
                self.joined(table_with_joins, before)
            }
            TableFactor::TableFunction { .. }
            | TableFactor::JsonTable { .. }
            | TableFactor::OpenJsonTable { .. }
            | TableFactor::Pivot { .. }
            | TableFactor::Unpivot { .. }
            | TableFactor::UnpivotExpr { .. }
            | TableFactor::MatchRecognize { .. }
            | TableFactor::XmlTable { .. }
            | TableFactor::SemanticView { .. } => {
                Err(Refusal::syntax("that kind of source in FROM")
                    .instead("tables, subqueries and functions such as generate_series are"))
            }
        }
    }

    /// A WITH query or a table, by name.
    fn relation(
        &mut self,
        name: &ast::ObjectName,
        alias: Option<&ast::TableAlias>,
        before: &Scope<'_>,
    ) -> Result<Joined, Refusal> {
        let parts = Name::read_all(name)?;
        let given = alias.map(plain_alias).transpose()?;
        match parts.as_slice() {
            [name] => match before.cte(name) {
                Some(cte) => {
                    let (alias, columns) = given.unwrap_or_else(|| (name.clone(), Vec::new()));
                    let relation = Relation::new(alias.clone(), renamed(&cte.columns, &columns)?);
                    let source = Source::Cte { name: name.clone(), alias, columns };
                    Ok(alone(source, relation))
                }
                None => self.table(None, name, given),
            },
            [schema, name] => self.table(Some(schema), name, given),
            _ => Err(Refusal::syntax("a table name of so many parts").instead("schema.table is")),
        }
    }

    fn table(
        &mut self,
        schema: Option<&Name>,
        name: &Name,
        alias: Option<(Name, Vec<Name>)>,
    ) -> Result<Joined, Refusal> {
        let found = self.catalog.table(schema.map(Name::as_str), name.as_str());
        let table = found.ok_or_else(|| self.unknown_table(name))?;
        self.tables.insert((table.schema.clone(), table.name.clone()));
        let (schema, name) = (Name::known(&table.schema), Name::known(&table.name));
        let is_unaliased = alias.is_none();
        let (alias, names) = alias.unwrap_or_else(|| (name.clone(), Vec::new()));
        let columns = table.columns.iter().map(|column| Output {
            disguised: column.is_disguised(),
            ..Output::new(Name::known(&column.name), Weight::COLUMN)
        });
        let columns = renamed(&columns.collect::<Vec<_>>(), &names)?;
        let projection = Projection {
            hides: table.needs_projection(),
            // names given by place count on the columns that may be seen
            whole: Rc::new(Cell::new(!names.is_empty())),
            bare: Rc::clone(&self.bare),
        };
        let relation = Relation {
            table: is_unaliased.then(|| (schema.clone(), name.clone())),
            whole: Rc::clone(&projection.whole),
            ..Relation::new(alias.clone(), columns)
        };
        let shown = mask::shown(table);
        let source = Source::Table { schema, name, alias, columns: names, shown, projection };
        Ok(alone(source, relation))
    }

    fn unknown_table(&self, name: &Name) -> Refusal {
        let visible = || self.catalog.tables.iter().map(|table| table.name.as_str());
        let refusal = Refusal::named("table", name.as_str(), "is not visible");
        match nearest(name.as_str(), visible()) {
            Some(near) => refusal.instead(format!("the nearest visible table is {near}")),
            None => {
                let names: Vec<_> = visible().take(12).collect();
                refusal.instead(format!("visible: {}", names.join(", ")))
            }
        }
    }

    fn derived(
        &mut self,
        lateral: bool,
        subquery: &ast::Query,
        alias: Option<&ast::TableAlias>,
        before: &Scope<'_>,
    ) -> Result<Joined, Refusal> {
        let Some(alias) = alias else {
            return Err(Refusal::new("a subquery in FROM", "needs an alias"));
        };
        let (alias, columns) = plain_alias(alias)?;
        let scope = if lateral { before } else { before.outer.unwrap_or(before) };
        let query = self.query(subquery, scope)?;
        let relation = Relation::new(alias.clone(), renamed(&query.columns, &columns)?);
        let source = Source::Query { lateral, query: Box::new(query), alias, columns };
        Ok(alone(source, relation))
    }
}

/// A call in FROM and the columns that it gives.
fn function(
    call: Call,
    ordinality: bool,
    alias: Option<&ast::TableAlias>,
) -> Result<Joined, Refusal> {
    let weight = call.weight()?;
    let call = Box::new(call);
    if call.function.wants_definition() {
        let (alias, columns) = definition(alias)?;
        let outputs = columns.iter().map(|(name, _)| Output::new(name.clone(), weight));
        let relation = Relation::new(alias.clone(), outputs.collect());
        let columns = FunctionColumns::Defined(columns);
        absent(!ordinality, "WITH ORDINALITY after a column definition")?;
        return Ok(alone(Source::Function { call, ordinality, alias, columns }, relation));
    }
    let Some(known) = call.function.columns() else {
        let refused = Refusal::named("function", call.function.name(), "gives no rows");
        return Err(refused.instead("call it in the SELECT list"));
    };
    let own = Name::known(call.function.name());
    let (alias, names) = alias.map(plain_alias).transpose()?.unwrap_or_else(|| (own, Vec::new()));
    let mut columns: Vec<_> = known.iter().map(|name| Name::known(name)).collect();
    // unnest of several arrays gives a column for each
    let width = if known.is_empty() { call.width() } else { 0 };
    columns.extend((0..width).map(|_| alias.clone()));
    columns.extend(ordinality.then(|| Name::known("ordinality")));
    let outputs: Vec<_> = columns.into_iter().map(|name| Output::new(name, weight)).collect();
    let outputs = renamed(&outputs, &names)?;
    let columns = outputs.iter().map(|output| output.name.clone()).collect();
    let relation = Relation::new(alias.clone(), outputs);
    let columns = FunctionColumns::Names(columns);
    Ok(alone(Source::Function { call, ordinality, alias, columns }, relation))
}

/// `AS alias (name type, ...)`.
fn definition(alias: Option<&ast::TableAlias>) -> Result<(Name, Vec<(Name, Type)>), Refusal> {
    let needed = || {
        Refusal::new("a function that gives records", "needs its columns defined")
            .instead("write AS alias(name type, ...)")
    };
    let ast::TableAlias { explicit: _, name, columns, at } = alias.ok_or_else(needed)?;
    absent(at.is_none(), "AT in an alias")?;
    let columns = columns.iter().map(|ast::TableAliasColumnDef { name, data_type }| {
        let data_type = data_type.as_ref().ok_or_else(needed)?;
        Ok((Name::read(name)?, Type::read(data_type)?))
    });
    let columns = columns.collect::<Result<Vec<_>, Refusal>>()?;
    if columns.is_empty() { Err(needed()) } else { Ok((Name::read(name)?, columns)) }
}

fn alone(source: Source, relation: Relation) -> Joined {
    let columns = relation.visible();
    Joined { source, relations: vec![relation], columns }
}
