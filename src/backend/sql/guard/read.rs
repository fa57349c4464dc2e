//! The text of a statement to one parsed query.

use sqlparser::{
    ast::{DescribeAlias, Query, Statement, UtilityOption},
    dialect::PostgreSqlDialect,
    keywords::Keyword,
    parser::{Parser, ParserError},
    tokenizer::{Token, TokenWithSpan, Tokenizer},
};

use super::Refusal;
use crate::text;

/// Longest statement, in bytes.
const LONGEST: usize = 20_000;
/// Most words and signs in a statement.
const MOST_TOKENS: usize = 5_000;
/// Deepest nesting of parentheses and brackets.
const DEEPEST: usize = 60;
/// How deep the parser may call itself.
const RECURSION: usize = 250;
/// Longest parser message that is passed on, in characters.
const MESSAGE: usize = 160;
/// Words a statement may begin with.
const BEGINNINGS: [Keyword; 5] =
    [Keyword::SELECT, Keyword::WITH, Keyword::VALUES, Keyword::TABLE, Keyword::EXPLAIN];
/// EXPLAIN options that neither execute nor reveal anything.
const EXPLAIN_OPTIONS: [&str; 5] = ["costs", "format", "generic_plan", "summary", "verbose"];

/// The one query that `sql` is, and whether its plan is asked for.
pub(super) fn read(sql: &str) -> Result<(Box<Query>, bool), Refusal> {
    if sql.len() > LONGEST {
        return Err(Refusal::new("the statement", format!("is longer than {LONGEST} bytes")));
    }
    if sql.contains('\0') {
        return Err(Refusal::new("a NUL character", "is not allowed"));
    }
    let tokens = Tokenizer::new(&PostgreSqlDialect {}, sql)
        .tokenize_with_location()
        .map_err(|error| unreadable(&error.to_string()))?;
    let tokens: Vec<_> =
        tokens.into_iter().filter(|token| !matches!(token.token, Token::Whitespace(_))).collect();
    bounded(&tokens)?;
    begins_well(&tokens)?;
    let statements = Parser::new(&PostgreSqlDialect {})
        .with_recursion_limit(RECURSION)
        .with_tokens_with_locations(spell_out(tokens))
        .parse_statements()
        .map_err(|error| match error {
            ParserError::TokenizerError(message) | ParserError::ParserError(message) => {
                unreadable(&message)
            }
            ParserError::RecursionLimitExceeded => too_deep(),
        })?;
    match <[Statement; 1]>::try_from(statements) {
        Ok([statement]) => query(statement),
        Err(_) => Err(Refusal::new("more than one statement", "is not allowed")
            .instead("send one SELECT at a time")),
    }
}

fn query(statement: Statement) -> Result<(Box<Query>, bool), Refusal> {
    match statement {
        Statement::Query(query) => Ok((query, false)),
        Statement::Explain {
            describe_alias: DescribeAlias::Explain,
            analyze,
            verbose: _,
            query_plan: false,
            estimate: false,
            statement,
            format: _,
            options,
        } => {
            if analyze {
                return Err(Refusal::syntax("EXPLAIN ANALYZE").instead("plain EXPLAIN is"));
            }
            options.unwrap_or_default().iter().try_for_each(harmless)?;
            match *statement {
                Statement::Query(query) => Ok((query, true)),
                _ => Err(only_queries()),
            }
        }
        _ => Err(only_queries()),
    }
}

fn harmless(UtilityOption { name, arg: _ }: &UtilityOption) -> Result<(), Refusal> {
    if EXPLAIN_OPTIONS.contains(&name.value.to_ascii_lowercase().as_str()) {
        return Ok(());
    }
    Err(Refusal::named("EXPLAIN option", &name.value, "is not allowed")
        .instead(format!("allowed: {}", EXPLAIN_OPTIONS.join(", "))))
}

fn bounded(tokens: &[TokenWithSpan]) -> Result<(), Refusal> {
    if tokens.len() > MOST_TOKENS {
        let problem = format!("has more than {MOST_TOKENS} words and signs");
        return Err(Refusal::new("the statement", problem));
    }
    let mut depth = 0_usize;
    for TokenWithSpan { token, span: _ } in tokens {
        match token {
            Token::LParen | Token::LBracket | Token::LBrace => depth += 1,
            Token::RParen | Token::RBracket | Token::RBrace => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(too_deep());
        }
    }
    Ok(())
}

/// Refuses by its first word what is no query: clearer than a parser's message.
fn begins_well(tokens: &[TokenWithSpan]) -> Result<(), Refusal> {
    let first = tokens.iter().map(|token| &token.token).find(|token| **token != Token::LParen);
    match first {
        Some(Token::Word(word)) if !BEGINNINGS.contains(&word.keyword) => {
            Err(Refusal::named("statement", &word.value.to_ascii_uppercase(), "is not allowed")
                .instead(QUERIES))
        }
        Some(Token::Word(_)) => Ok(()),
        _ => Err(only_queries()),
    }
}

/// `TABLE t` as the `SELECT * FROM t` that it stands for: our parser loses the
/// quotes of such a name.
fn spell_out(tokens: Vec<TokenWithSpan>) -> Vec<TokenWithSpan> {
    let mut spelt = Vec::with_capacity(tokens.len());
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_table = matches!(&token.token, Token::Word(word) if word.keyword == Keyword::TABLE);
        let is_named = matches!(tokens.peek().map(|next| &next.token), Some(Token::Word(word)) if word.keyword != Keyword::FUNCTION);
        if is_table && is_named {
            let words = [Token::make_keyword("SELECT"), Token::Mul, Token::make_keyword("FROM")];
            spelt.extend(words.map(|word| TokenWithSpan::new(word, token.span)));
        } else {
            spelt.push(token);
        }
    }
    spelt
}

const QUERIES: &str = "one SELECT, VALUES or TABLE, with WITH or EXPLAIN before it, is";

fn only_queries() -> Refusal {
    Refusal::new("a statement that is no query", "is not allowed").instead(QUERIES)
}

/// That something is nested too deeply.
pub(super) fn too_deep() -> Refusal {
    Refusal::new("the statement", "is nested too deeply")
}

/// The parser's complaint. What it found is the caller's own text: shown short.
fn unreadable(message: &str) -> Refusal {
    let message = message.trim_start_matches("sql parser error: ");
    Refusal::new("the statement", format!("cannot be read: {}", text::excerpt(message, MESSAGE)))
}
