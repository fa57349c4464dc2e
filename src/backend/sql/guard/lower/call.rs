//! Calls: only functions on the list, with the clauses that SQL gives to them.

use sqlparser::ast::{self, FunctionArg, FunctionArgExpr, FunctionArguments};

use super::{Lower, absent, select::named_relation};
use crate::backend::sql::guard::{
    Refusal,
    functions::{Function, Growth},
    name::Name,
    scope::Scope,
    tree::{Argument, Arguments, Call, Expr, Output},
    weight::Weight,
};

/// What SQL's grammar writes like a function and PostgreSQL does not look up.
const SPECIAL: [(&str, &str); 6] = [
    ("coalesce", "COALESCE"),
    ("greatest", "GREATEST"),
    ("grouping", "GROUPING"),
    ("least", "LEAST"),
    ("nullif", "NULLIF"),
    ("row", "ROW"),
];
const MOMENTS: [(&str, &str); 5] = [
    ("current_date", "CURRENT_DATE"),
    ("current_time", "CURRENT_TIME"),
    ("current_timestamp", "CURRENT_TIMESTAMP"),
    ("localtime", "LOCALTIME"),
    ("localtimestamp", "LOCALTIMESTAMP"),
];

impl Lower<'_> {
    pub(super) fn call(
        &mut self,
        function: &ast::Function,
        scope: &Scope<'_>,
    ) -> Result<Expr, Refusal> {
        let ast::Function {
            name,
            uses_odbc_syntax,
            parameters,
            args,
            within_group,
            filter,
            null_treatment,
            over,
        } = function;
        absent(!uses_odbc_syntax, "a call in braces")?;
        absent(matches!(parameters, FunctionArguments::None), "parameters of a function")?;
        absent(null_treatment.is_none(), "IGNORE NULLS")?;
        let is_plain = within_group.is_empty() && filter.is_none() && over.is_none();
        if let Some(special) = self.grammar(name, args, scope)? {
            absent(is_plain, "an aggregate's clause after what is no aggregate")?;
            return Ok(special);
        }
        let function = Function::find(&Name::read_all(name)?)?;
        let FunctionArguments::List(ast::FunctionArgumentList {
            duplicate_treatment,
            args,
            clauses,
        }) = args
        else {
            return Err(Refusal::new("a call", "needs its arguments between parentheses"));
        };
        absent(!function.wants_definition(), "a function that gives records, outside FROM")?;
        let order = match clauses.as_slice() {
            [] => Vec::new(),
            [ast::FunctionArgumentClause::OrderBy(order)] => self.order_of_inputs(order, scope)?,
            _ => return Err(Refusal::syntax("a clause among the arguments")),
        };
        let call = Call {
            function,
            distinct: matches!(duplicate_treatment, Some(ast::DuplicateTreatment::Distinct)),
            arguments: self.arguments(args, scope)?,
            order,
            within: self.order_of_inputs(within_group, scope)?,
            filter: self.optional(filter.as_deref(), scope)?,
            over: over.as_ref().map(|over| self.over(over, scope)).transpose()?,
        };
        let call = call.bounded()?;
        if call.function.growth() == Growth::Collected {
            self.gather(call.row()?);
        }
        Ok(Expr::Call(Box::new(call)))
    }

    fn gather(&mut self, row: Weight) {
        self.gathers = self.gathers.saturating_add(row.size());
    }

    /// Rows that PostgreSQL may keep in a hash table for `IN`, `EXCEPT` and the like.
    /// It decides that by the width of stored columns: what it takes too lightly is
    /// text that the statement makes.
    pub(super) fn gather_made(&mut self, columns: &[Output]) {
        let row = columns.iter().fold(Weight::NONE, |sum, column| sum.plus(column.weight));
        let stored = columns.iter().fold(Weight::NONE, |sum, _| sum.plus(Weight::COLUMN));
        if row.size() > stored.size() {
            self.gather(row);
        }
    }

    /// A call in FROM.
    pub(super) fn plain_call(
        &mut self,
        function: Function,
        args: &[FunctionArg],
        scope: &Scope<'_>,
    ) -> Result<Call, Refusal> {
        let arguments = self.arguments(args, scope)?;
        Call { arguments, ..Call::new(function, Vec::new()) }.bounded()
    }

    /// What only looks like a call.
    fn grammar(
        &mut self,
        name: &ast::ObjectName,
        args: &FunctionArguments,
        scope: &Scope<'_>,
    ) -> Result<Option<Expr>, Refusal> {
        let [ast::ObjectNamePart::Identifier(ident)] = name.0.as_slice() else { return Ok(None) };
        if ident.quote_style.is_some() {
            return Ok(None);
        }
        let name = ident.value.to_ascii_lowercase();
        match args {
            FunctionArguments::Subquery(query) if name == "array" => {
                let query = self.query(query, scope)?;
                absent(query.columns.len() == 1, "ARRAY of several columns")?;
                self.gather(query.columns.iter().fold(Weight::NONE, |sum, c| sum.plus(c.weight)));
                Ok(Some(Expr::ArrayQuery(Box::new(query))))
            }
            FunctionArguments::None => Ok(known(&MOMENTS, &name).map(Expr::Keyword)),
            FunctionArguments::List(list) => {
                let Some(keyword) = known(&SPECIAL, &name) else { return Ok(None) };
                let ast::FunctionArgumentList { duplicate_treatment, args, clauses } = list;
                absent(duplicate_treatment.is_none() && clauses.is_empty(), "such an argument")?;
                let arguments = args.iter().map(|arg| match arg {
                    FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => self.expr(expr, scope),
                    _ => Err(Refusal::syntax("such an argument")),
                });
                let arguments: Vec<_> = arguments.collect::<Result<_, _>>()?;
                let is_complete = match keyword {
                    "ROW" => true,
                    "NULLIF" => arguments.len() == 2,
                    _ => !arguments.is_empty(),
                };
                absent(is_complete, "a call with so many arguments")?;
                Ok(Some(Expr::Special { keyword, arguments }))
            }
            FunctionArguments::Subquery(_) => Ok(None),
        }
    }

    fn arguments(&mut self, args: &[FunctionArg], scope: &Scope<'_>) -> Result<Arguments, Refusal> {
        if let [FunctionArg::Unnamed(FunctionArgExpr::Wildcard)] = args {
            return Ok(Arguments::Star);
        }
        let arguments = args.iter().map(|arg| match arg {
            FunctionArg::Unnamed(value) => {
                Ok(Argument { name: None, value: self.argument(value, scope)? })
            }
            FunctionArg::Named { name, arg, operator } => {
                let is_arrow = matches!(
                    operator,
                    ast::FunctionArgOperator::RightArrow | ast::FunctionArgOperator::Assignment
                );
                absent(is_arrow, "an argument of that form")?;
                Ok(Argument { name: Some(Name::read(name)?), value: self.argument(arg, scope)? })
            }
            FunctionArg::ExprNamed { name, arg, operator } => {
                let ast::Expr::Identifier(name) = name else {
                    return Err(Refusal::syntax("an argument of that form"));
                };
                absent(
                    matches!(operator, ast::FunctionArgOperator::RightArrow),
                    "an argument of that form",
                )?;
                Ok(Argument { name: Some(Name::read(name)?), value: self.argument(arg, scope)? })
            }
        });
        Ok(Arguments::List(arguments.collect::<Result<_, Refusal>>()?))
    }

    fn argument(&mut self, arg: &FunctionArgExpr, scope: &Scope<'_>) -> Result<Expr, Refusal> {
        match arg {
            FunctionArgExpr::Expr(expr) => self.expr(expr, scope),
            FunctionArgExpr::QualifiedWildcard(name) => self.row(named_relation(name, scope)?),
            FunctionArgExpr::Wildcard | FunctionArgExpr::WildcardWithOptions(_) => {
                Err(Refusal::syntax("* among arguments"))
            }
        }
    }
}

fn known(list: &[(&str, &'static str)], wanted: &str) -> Option<&'static str> {
    list.iter().find(|(name, _)| *name == wanted).map(|(_, keyword)| *keyword)
}
