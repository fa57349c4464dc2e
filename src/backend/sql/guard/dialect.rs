//! PostgreSQL's dialect as our parser knows it, without what no query needs, with
//! the precedence that PostgreSQL gives to pattern operators, and with a bound on
//! the parser's work: it tries out more than one reading of a text, and of some
//! nested texts twice as many with every level.

use std::{any::TypeId, cell::Cell};

use sqlparser::{
    ast::Expr,
    dialect::{Dialect, PostgreSqlDialect, Precedence},
    keywords::Keyword,
    parser::{Parser, ParserError},
    tokenizer::Token,
};

/// Most expressions that the parser may begin to read. The longest statement has
/// fewer than a tenth of that if each is read once.
const MOST: u32 = 50_000;

/// The dialect for one statement.
#[derive(Debug, Default)]
pub(super) struct Bounded {
    postgresql: PostgreSqlDialect,
    begun: Cell<u32>,
}

/// What is as in PostgreSQL's dialect.
macro_rules! as_is {
    ($($name:ident($($argument:ident: $kind:ty),*) -> $result:ty;)*) => {
        $(fn $name(&self $(, $argument: $kind)*) -> $result {
            self.postgresql.$name($($argument),*)
        })*
    };
}

impl Dialect for Bounded {
    fn dialect(&self) -> TypeId {
        self.postgresql.dialect()
    }

    fn parse_prefix(&self, _: &mut Parser<'_>) -> Option<Result<Expr, ParserError>> {
        self.begun.set(self.begun.get() + 1);
        // the one error that ends the parser's other attempts as well
        (self.begun.get() > MOST).then_some(Err(ParserError::RecursionLimitExceeded))
    }

    fn get_next_precedence(&self, parser: &Parser<'_>) -> Option<Result<u8, ParserError>> {
        match parser.peek_token_ref().token {
            Token::Tilde
            | Token::TildeAsterisk
            | Token::ExclamationMarkTilde
            | Token::ExclamationMarkTildeAsterisk
            | Token::DoubleTilde
            | Token::DoubleTildeAsterisk
            | Token::ExclamationMarkDoubleTilde
            | Token::ExclamationMarkDoubleTildeAsterisk => {
                Some(Ok(self.prec_value(Precedence::PgOther)))
            }
            _ => self.postgresql.get_next_precedence(parser),
        }
    }

    /// Otherwise the parser calls itself for every JOIN that has no condition yet, as
    /// deep as the stack goes.
    fn supports_left_associative_joins_without_parens(&self) -> bool {
        true
    }

    as_is! {
        identifier_quote_style(identifier: &str) -> Option<char>;
        is_delimited_identifier_start(char: char) -> bool;
        is_identifier_start(char: char) -> bool;
        is_identifier_part(char: char) -> bool;
        is_custom_operator_part(char: char) -> bool;
        is_reserved_for_identifier(keyword: Keyword) -> bool;
        is_table_alias(keyword: &Keyword, parser: &mut Parser<'_>) -> bool;
        prec_value(precedence: Precedence) -> u8;
        allow_extract_custom() -> bool;
        allow_extract_single_quotes() -> bool;
        supports_aliased_function_args() -> bool;
        supports_array_typedef_with_brackets() -> bool;
        supports_bitwise_shift_operators() -> bool;
        supports_comma_separated_trim() -> bool;
        supports_empty_projections() -> bool;
        supports_explain_with_utility_options() -> bool;
        supports_filter_during_aggregation() -> bool;
        supports_geometric_types() -> bool;
        supports_group_by_expr() -> bool;
        supports_interval_options() -> bool;
        supports_named_fn_args_with_colon_operator() -> bool;
        supports_named_fn_args_with_expr_name() -> bool;
        supports_nested_comments() -> bool;
        supports_notnull_operator() -> bool;
        supports_numeric_literal_underscores() -> bool;
        supports_string_escape_constant() -> bool;
        supports_unicode_string_literal() -> bool;
    }
}
