//! The text of a statement to one parsed query.

mod explain;

use sqlparser::{
    ast::Query,
    keywords::Keyword,
    parser::{Parser, ParserError},
    tokenizer::{Token, TokenWithSpan, Tokenizer},
};

use super::{Refusal, dialect::Bounded};
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

/// The one query that `sql` is, and whether its plan is asked for.
pub(super) fn read(sql: &str) -> Result<(Box<Query>, bool), Refusal> {
    if sql.len() > LONGEST {
        return Err(Refusal::new("the statement", format!("is longer than {LONGEST} bytes")));
    }
    if sql.contains('\0') {
        return Err(Refusal::new("a NUL character", "is not allowed"));
    }
    let dialect = Bounded::default();
    let tokens = Tokenizer::new(&dialect, sql)
        .tokenize_with_location()
        .map_err(|error| unreadable(&error.to_string()))?;
    let mut tokens: Vec<_> =
        tokens.into_iter().filter(|token| !matches!(token.token, Token::Whitespace(_))).collect();
    bounded(&tokens)?;
    begins_well(&tokens)?;
    let explain = explain::taken_off(&mut tokens)?;
    // a query and nothing else: the parser's other statements are never entered
    let mut parser = Parser::new(&dialect)
        .with_recursion_limit(RECURSION)
        .with_tokens_with_locations(spell_out(tokens));
    let query = parser.parse_query().map_err(|error| match error {
        ParserError::TokenizerError(message) | ParserError::ParserError(message) => {
            unreadable(&message)
        }
        ParserError::RecursionLimitExceeded => too_deep(),
    })?;
    let mut ended = false;
    while parser.consume_token(&Token::SemiColon) {
        ended = true;
    }
    let TokenWithSpan { token: rest, span } = parser.peek_token();
    match rest {
        Token::EOF => Ok((query, explain)),
        _ if ended => Err(Refusal::new("more than one statement", "is not allowed")
            .instead("send one SELECT at a time")),
        found => {
            Err(unreadable(&format!("Expected: end of statement, found: {found}{}", span.start)))
        }
    }
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

/// Words that our parser gets wrong, as those that they stand for: `TABLE t` (the
/// quotes of its name get lost) and `x ISNULL` (taken for an alias).
fn spell_out(tokens: Vec<TokenWithSpan>) -> Vec<TokenWithSpan> {
    let mut spelt = Vec::with_capacity(tokens.len());
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let TokenWithSpan { token: Token::Word(word), span } = &token else {
            spelt.push(token);
            continue;
        };
        let next = tokens.peek().map(|next| &next.token);
        let is_named = matches!(next, Some(Token::Word(_)));
        let is_test = word.quote_style.is_none() && word.value.eq_ignore_ascii_case("isnull");
        let words = if word.keyword == Keyword::TABLE && is_named {
            vec![Token::make_keyword("SELECT"), Token::Mul, Token::make_keyword("FROM")]
        } else if is_test && next != Some(&Token::LParen) {
            vec![Token::make_keyword("IS"), Token::make_keyword("NULL")]
        } else {
            vec![token.token.clone()]
        };
        let span = *span;
        spelt.extend(words.into_iter().map(|word| TokenWithSpan::new(word, span)));
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
    let problem = format!("cannot be read: {}", text::excerpt(message, MESSAGE));
    let refusal = Refusal::new("the statement", problem);
    match UNKNOWN.iter().find(|(word, _)| message.contains(&format!("found: {word}"))) {
        Some((_, instead)) => refusal.instead(*instead),
        None => refusal,
    }
}

/// What PostgreSQL has and our parser has not, and what to write in its place.
const UNKNOWN: [(&str, &str); 3] = [
    ("EXCLUDE", "EXCLUDE in a window frame is not supported: take the row's own value off"),
    ("SEARCH", "SEARCH is not supported: collect a path array and order by it"),
    ("CYCLE", "CYCLE is not supported: collect a path array and test id <> ALL (path)"),
];
