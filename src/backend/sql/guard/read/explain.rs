//! EXPLAIN before a query. Its options choose how a plan is shown, which is not the
//! caller's business here: they are checked and forgotten.

use sqlparser::{
    keywords::Keyword,
    tokenizer::{Token, TokenWithSpan},
};

use crate::backend::sql::guard::Refusal;

/// Options that neither execute nor reveal anything.
const OPTIONS: [&str; 5] = ["costs", "format", "generic_plan", "summary", "verbose"];

/// Takes EXPLAIN and its options off the beginning; whether there was one.
pub(super) fn taken_off(tokens: &mut Vec<TokenWithSpan>) -> Result<bool, Refusal> {
    if keyword(tokens.first()) != Some(Keyword::EXPLAIN) {
        return Ok(false);
    }
    let is_open = tokens.get(1).is_some_and(|token| token.token == Token::LParen);
    let is_query = keyword(tokens.get(2)).is_some_and(begins_query);
    let end = if is_open && !is_query && !is_nested(tokens) {
        options(tokens.get(2..).unwrap_or_default())?.saturating_add(2)
    } else {
        words(tokens.get(1..).unwrap_or_default())?.saturating_add(1)
    };
    tokens.drain(..end.min(tokens.len()));
    Ok(true)
}

/// `VERBOSE` without parentheses: how many words.
fn words(tokens: &[TokenWithSpan]) -> Result<usize, Refusal> {
    match tokens.first().map(|token| &token.token) {
        Some(Token::Word(word)) if is_analyze(&word.value) => Err(analyze()),
        Some(Token::Word(word)) if word.keyword == Keyword::VERBOSE => Ok(1),
        _ => Ok(0),
    }
}

/// `COSTS off, VERBOSE)`: how many words and signs.
fn options(tokens: &[TokenWithSpan]) -> Result<usize, Refusal> {
    let close = tokens.iter().position(|token| token.token == Token::RParen);
    let Some(close) = close else {
        return Err(Refusal::new("EXPLAIN", "has options without a closing parenthesis"));
    };
    let list = tokens.get(..close).unwrap_or_default();
    for option in list.split(|token| token.token == Token::Comma) {
        let name = match option.first().map(|token| &token.token) {
            Some(Token::Word(word)) => word.value.to_ascii_lowercase(),
            _ => String::new(),
        };
        if is_analyze(&name) {
            return Err(analyze());
        }
        if option.len() > 2 || !OPTIONS.contains(&name.as_str()) {
            return Err(Refusal::named("EXPLAIN option", &name, "is not allowed")
                .instead(format!("allowed: {}", OPTIONS.join(", "))));
        }
    }
    Ok(close + 1)
}

fn is_analyze(word: &str) -> bool {
    word.eq_ignore_ascii_case("analyze") || word.eq_ignore_ascii_case("analyse")
}

fn analyze() -> Refusal {
    Refusal::syntax("EXPLAIN ANALYZE").instead("plain EXPLAIN is")
}

fn is_nested(tokens: &[TokenWithSpan]) -> bool {
    tokens.get(2).is_some_and(|token| token.token == Token::LParen)
}

fn begins_query(keyword: Keyword) -> bool {
    matches!(keyword, Keyword::SELECT | Keyword::WITH | Keyword::VALUES | Keyword::TABLE)
}

fn keyword(token: Option<&TokenWithSpan>) -> Option<Keyword> {
    match token.map(|token| &token.token) {
        Some(Token::Word(word)) => Some(word.keyword),
        _ => None,
    }
}
