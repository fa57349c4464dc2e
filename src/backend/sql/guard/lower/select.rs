//! One SELECT: its FROM first, then what is said about it.

use std::collections::BTreeSet;

use sqlparser::ast;

use super::{Lower, absent, naming::name_of, query::Lowered};
use crate::backend::sql::guard::{
    Refusal,
    name::Name,
    scope::{Relation, Scope, Visible},
    tree::{Body, Column, Distinct, Expr, Item, Order, Output, Select, Source},
};

impl Lower<'_> {
    /// A SELECT inside `outer`, which knows its WITH queries, and its ORDER BY.
    pub(super) fn select(
        &mut self,
        select: &ast::Select,
        order: Option<&ast::OrderBy>,
        outer: &Scope<'_>,
    ) -> Result<(Lowered, Vec<Order>), Refusal> {
        let ast::Select {
            select_token: _,
            optimizer_hints: _,
            distinct,
            select_modifiers,
            top,
            top_before_distinct: _,
            projection,
            exclude,
            into,
            from,
            lateral_views,
            prewhere,
            selection,
            connect_by,
            group_by,
            cluster_by,
            distribute_by,
            sort_by,
            having,
            named_window,
            qualify,
            window_before_qualify: _,
            value_table_mode,
            flavor,
        } = select;
        absent(into.is_none(), "SELECT INTO")?;
        absent(matches!(flavor, ast::SelectFlavor::Standard), "FROM before SELECT")?;
        let foreign = [
            select_modifiers.is_none() && top.is_none() && exclude.is_none(),
            lateral_views.is_empty() && prewhere.is_none() && connect_by.is_empty(),
            cluster_by.is_empty() && distribute_by.is_empty() && sort_by.is_empty(),
            qualify.is_none() && value_table_mode.is_none(),
        ];
        absent(foreign == [true; 4], "a clause that PostgreSQL does not have")?;

        let (from, scope) = self.from(from, outer)?;
        let items = self.items(projection, &scope)?;
        absent(!items.is_empty() || distinct.is_none(), "DISTINCT without columns")?;
        let columns = outputs(&items, &scope)?;
        let windows = self.windows(named_window, &scope)?;
        let select = Select {
            distinct: self.distinct(distinct.as_ref(), &scope, &columns)?,
            filter: self.optional(selection.as_ref(), &scope)?,
            group: self.group_by(group_by, &scope, &columns)?,
            having: self.optional(having.as_ref(), &scope)?,
            items,
            from,
            windows,
        };
        let order = self.order_by(order, &scope, &columns)?;
        Ok((Lowered { body: Body::Select(Box::new(select)), columns }, order))
    }

    /// The sources in FROM, each of which a LATERAL one after it may read.
    fn from<'o>(
        &mut self,
        from: &[ast::TableWithJoins],
        outer: &'o Scope<'o>,
    ) -> Result<(Vec<Source>, Scope<'o>), Refusal> {
        let mut scope = Scope::inside(outer);
        let mut sources = Vec::with_capacity(from.len());
        for tables in from {
            let joined = self.joined(tables, &scope)?;
            distinct_aliases(&scope.relations, &joined.relations)?;
            scope.relations.extend(joined.relations);
            scope.columns.extend(joined.columns);
            sources.push(joined.source);
        }
        Ok((sources, scope))
    }

    fn items(
        &mut self,
        projection: &[ast::SelectItem],
        scope: &Scope<'_>,
    ) -> Result<Vec<Item>, Refusal> {
        let mut items = Vec::with_capacity(projection.len());
        for item in projection {
            match item {
                ast::SelectItem::UnnamedExpr(expr) => {
                    // lowered first: that bounds how deep the name is looked for
                    let lowered = self.clause(expr, scope)?;
                    items.push(Item::Expr { expr: lowered, name: Name::known(&name_of(expr)) });
                }
                ast::SelectItem::ExprWithAlias { expr, alias } => {
                    let name = Name::read(alias)?;
                    items.push(Item::Expr { expr: self.clause(expr, scope)?, name });
                }
                ast::SelectItem::ExprWithAliases { .. } => {
                    return Err(Refusal::syntax("several aliases for one expression"));
                }
                ast::SelectItem::Wildcard(options) => {
                    plain_wildcard(options)?;
                    absent(!scope.relations.is_empty(), "SELECT * without FROM")?;
                    self.count_columns(scope.columns.len())?;
                    items.extend(everything(scope)?);
                }
                ast::SelectItem::QualifiedWildcard(of, options) => {
                    plain_wildcard(options)?;
                    let relation = relation_of(of, scope)?;
                    self.count_columns(relation.columns.len())?;
                    items.extend(all_of(relation));
                }
            }
        }
        Ok(items)
    }

    fn distinct(
        &mut self,
        distinct: Option<&ast::Distinct>,
        scope: &Scope<'_>,
        columns: &[Output],
    ) -> Result<Distinct, Refusal> {
        Ok(match distinct {
            None | Some(ast::Distinct::All) => Distinct::No,
            Some(ast::Distinct::Distinct) => Distinct::Rows,
            Some(ast::Distinct::On(exprs)) => {
                absent(!exprs.is_empty(), "DISTINCT ON ()")?;
                let keys = exprs.iter().map(|expr| self.key(expr, scope, columns));
                Distinct::On(keys.collect::<Result<_, _>>()?)
            }
        })
    }
}

/// Refuses two relations of one name.
pub(super) fn distinct_aliases(left: &[Relation], right: &[Relation]) -> Result<(), Refusal> {
    match right.iter().find(|new| left.iter().any(|old| old.alias == new.alias)) {
        None => Ok(()),
        Some(Relation { alias, .. }) => {
            Err(Refusal::named("table name", alias.as_str(), "stands for two tables")
                .instead("give them aliases"))
        }
    }
}

fn plain_wildcard(options: &ast::WildcardAdditionalOptions) -> Result<(), Refusal> {
    let ast::WildcardAdditionalOptions {
        wildcard_token: _,
        opt_ilike,
        opt_exclude,
        opt_except,
        opt_replace,
        opt_rename,
        opt_alias,
    } = options;
    let plain = opt_ilike.is_none() && opt_exclude.is_none() && opt_except.is_none();
    absent(
        plain && opt_replace.is_none() && opt_rename.is_none() && opt_alias.is_none(),
        "an option after *",
    )
}

pub(super) fn relation_of<'s>(
    of: &ast::SelectItemQualifiedWildcardKind,
    scope: &'s Scope<'_>,
) -> Result<&'s Relation, Refusal> {
    match of {
        ast::SelectItemQualifiedWildcardKind::ObjectName(name) => named_relation(name, scope),
        ast::SelectItemQualifiedWildcardKind::Expr(ast::Expr::Nested(expr)) => match &**expr {
            ast::Expr::Identifier(alias) => {
                let alias = Name::read(alias)?;
                scope.relation(&alias).ok_or_else(|| scope.unknown_relation(&alias))
            }
            _ => Err(Refusal::syntax("(expression).*")),
        },
        ast::SelectItemQualifiedWildcardKind::Expr(_) => Err(Refusal::syntax("(expression).*")),
    }
}

/// The relation in scope that `alias` or `schema.table` stands for.
pub(super) fn named_relation<'s>(
    name: &ast::ObjectName,
    scope: &'s Scope<'_>,
) -> Result<&'s Relation, Refusal> {
    match Name::read_all(name)?.as_slice() {
        [alias] => scope.relation(alias).ok_or_else(|| scope.unknown_relation(alias)),
        [schema, table] => scope.table(schema, table),
        _ => Err(Refusal::syntax("a table name of so many parts")),
    }
}

/// What `*` gives.
fn everything(scope: &Scope<'_>) -> Result<Vec<Item>, Refusal> {
    if let Some(items) = listed(&scope.columns) {
        return Ok(items);
    }
    // a subquery with two columns of one name: only its own star can give both
    let relations = &scope.relations;
    let width: usize = relations.iter().map(|relation| relation.columns.len()).sum();
    absent(width == scope.columns.len(), "SELECT * over USING and columns of the same name")?;
    Ok(relations.iter().flat_map(all_of).collect())
}

/// What `relation.*` gives.
fn all_of(relation: &Relation) -> Vec<Item> {
    let alias = || vec![Item::All(relation.alias.clone())];
    listed(&relation.visible()).unwrap_or_else(alias)
}

/// The columns one by one, if a reference to each is certain.
fn listed(columns: &[Visible]) -> Option<Vec<Item>> {
    let unique: BTreeSet<_> =
        columns.iter().map(|column| (column.relation(), column.name())).collect();
    let items = columns.iter().map(|column| item(column.refer()));
    (unique.len() == columns.len()).then(|| items.collect())
}

fn item(column: Column) -> Item {
    let name = column.name.clone();
    Item::Expr { expr: Expr::Column(column), name }
}

/// The columns that the items give.
fn outputs(items: &[Item], scope: &Scope<'_>) -> Result<Vec<Output>, Refusal> {
    let mut outputs = Vec::with_capacity(items.len());
    for item in items {
        match item {
            Item::Expr { expr, name } => {
                outputs.push(Output::new(name.clone(), expr.weight()?));
            }
            Item::All(alias) => {
                let relation =
                    scope.relation(alias).ok_or_else(|| scope.unknown_relation(alias))?;
                outputs.extend(relation.columns.iter().cloned());
            }
        }
    }
    Ok(outputs)
}
