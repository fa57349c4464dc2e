//! How often a statement's common table expressions are copied into it.
//!
//! SQLite copies one for every name that refers to it, also within others: twenty
//! that each name the one before twice are a million copies, made while the
//! statement is prepared, when nothing can stop it. So they are counted before,
//! on a reading of the text that knows just enough and errs on the high side.

use std::collections::HashMap;

/// More copies than this are refused; what people write needs some dozen.
const MOST: u64 = 1_000;

/// One depends on the next at most this often.
const MOST_DEEP: usize = 100;

#[derive(Debug, PartialEq, Eq)]
enum Token {
    /// A bare word or anything quoted, which may all name a table.
    Name(String),
    Open,
    Close,
    Dot,
    Other,
}

/// A common table expression (or a named window, which does no harm here).
struct Definition {
    name: String,
    /// The tokens between its parentheses.
    body: std::ops::Range<usize>,
}

/// Whether `sql` is copied together from more parts than is good.
pub(super) fn is_excessive(sql: &str) -> bool {
    let tokens = tokens(sql);
    let definitions = definitions(&tokens);
    if definitions.is_empty() {
        return false;
    }
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, definition) in definitions.iter().enumerate() {
        by_name.entry(&definition.name).or_default().push(index);
    }
    // Per definition, and last for the statement outside all of them.
    let mut uses: Vec<Vec<&[usize]>> = vec![Vec::new(); definitions.len() + 1];
    let owners = owners(&tokens, &definitions);
    for (at, (token, owner)) in tokens.iter().zip(owners).enumerate() {
        let Token::Name(name) = token else { continue };
        let is_qualified = tokens.get(at + 1) == Some(&Token::Dot)
            || (at > 0 && tokens.get(at - 1) == Some(&Token::Dot));
        if let (Some(named), false) = (by_name.get(&**name), is_qualified)
            && let Some(uses) = uses.get_mut(owner)
        {
            uses.push(named);
        }
    }
    let mut weights = vec![None; definitions.len()];
    weight(definitions.len(), &uses, &mut weights, 0) > MOST
}

/// How many copies one use of a definition makes.
fn weight(
    definition: usize,
    uses: &[Vec<&[usize]>],
    weights: &mut [Option<u64>],
    depth: usize,
) -> u64 {
    if let Some(Some(known)) = weights.get(definition) {
        return *known;
    }
    if depth > MOST_DEEP {
        return u64::MAX;
    }
    // What refers to itself is copied once.
    if let Some(own) = weights.get_mut(definition) {
        *own = Some(1);
    }
    let mut sum: u64 = 1;
    for named in uses.get(definition).into_iter().flatten() {
        let each = named.iter().map(|other| weight(*other, uses, weights, depth + 1));
        sum = sum.saturating_add(each.max().unwrap_or_default());
    }
    if let Some(own) = weights.get_mut(definition) {
        *own = Some(sum);
    }
    sum
}

/// For each token the innermost definition it belongs to, or their number.
fn owners(tokens: &[Token], definitions: &[Definition]) -> Vec<usize> {
    let mut owners = vec![definitions.len(); tokens.len()];
    // Inner definitions come after the outer ones they are in.
    for (index, definition) in definitions.iter().enumerate() {
        if let Some(body) = owners.get_mut(definition.body.clone()) {
            body.fill(index);
        }
    }
    owners
}

/// `name AS (...)`, `name (columns) AS [NOT] [MATERIALIZED] (...)`.
fn definitions(tokens: &[Token]) -> Vec<Definition> {
    let closes = closes(tokens);
    let word = |at: usize, word: &str| matches!(tokens.get(at), Some(Token::Name(n)) if n == word);
    let close = |at: usize| closes.get(at).copied().flatten();
    let mut definitions = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Token::Name(name) = token else { continue };
        let mut next = at + 1;
        if let Some(end) = close(next) {
            next = end + 1;
        }
        if !word(next, "as") {
            continue;
        }
        next += 1;
        next += usize::from(word(next, "not"));
        next += usize::from(word(next, "materialized"));
        if let Some(end) = close(next) {
            definitions.push(Definition { name: name.clone(), body: next + 1..end });
        }
    }
    definitions
}

/// For each opening parenthesis the one that closes it.
fn closes(tokens: &[Token]) -> Vec<Option<usize>> {
    let (mut closes, mut open) = (vec![None; tokens.len()], Vec::new());
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Open => open.push(at),
            Token::Close => {
                if let Some(start) = open.pop().and_then(|start: usize| closes.get_mut(start)) {
                    *start = Some(at);
                }
            }
            _ => {}
        }
    }
    closes
}

fn tokens(sql: &str) -> Vec<Token> {
    let (mut tokens, mut rest) = (Vec::new(), sql);
    while let Some(first) = rest.chars().next() {
        let is_word = |char: char| char.is_alphanumeric() || char == '_' || char == '$';
        let length = match first {
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => {
                rest.get(2..).and_then(|body| body.find("*/")).map_or(rest.len(), |end| end + 4)
            }
            '\'' | '"' | '`' | '[' => {
                let quote = if first == '[' { ']' } else { first };
                let end = rest.get(1..).and_then(|body| body.find(quote));
                let end = end.unwrap_or(rest.len() - 1);
                let name = rest.get(1..=end).unwrap_or_default();
                tokens.push(Token::Name(name.to_ascii_lowercase()));
                (end + 2).min(rest.len())
            }
            _ if is_word(first) || !first.is_ascii() => {
                let end = rest.find(|char: char| char.is_ascii() && !is_word(char));
                let end = end.unwrap_or(rest.len());
                tokens.push(Token::Name(rest.get(..end).unwrap_or_default().to_ascii_lowercase()));
                end
            }
            _ => {
                match first {
                    '(' => tokens.push(Token::Open),
                    ')' => tokens.push(Token::Close),
                    '.' => tokens.push(Token::Dot),
                    _ if first.is_whitespace() => {}
                    _ => tokens.push(Token::Other),
                }
                first.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::is_excessive;

    fn chain(length: usize, body: &str) -> String {
        let mut sql = "WITH c0 AS (SELECT 1 AS x)".to_owned();
        for index in 1..=length {
            let body = body.replace('#', &format!("c{}", index - 1));
            sql = format!("{sql}, c{index} AS ({body})");
        }
        sql + &format!(" SELECT * FROM c{length}")
    }

    #[test]
    fn doubling_is_counted() {
        assert!(!is_excessive(&chain(7, "SELECT a.x FROM # a, # b")));
        assert!(is_excessive(&chain(10, "SELECT a.x FROM # a, # b")));
        assert!(is_excessive(&chain(10, "SELECT a.x FROM \"#\" a, [#] b")));
        assert!(is_excessive(&chain(10, "SELECT a.x FROM `#` a JOIN /* ( */ '#' b")));
        assert!(is_excessive(&chain(8, "SELECT (SELECT x FROM #), (SELECT x FROM #) FROM #")));
        let nested =
            chain(10, "WITH y(x) AS NOT MATERIALIZED (SELECT x FROM #) SELECT a.x FROM y a, y b");
        assert!(is_excessive(&nested));
        assert!(is_excessive(&chain(200, "SELECT x FROM #")));
    }

    #[test]
    fn what_people_write_is_not() {
        assert!(!is_excessive("SELECT 1"));
        assert!(!is_excessive(&chain(30, "SELECT #.x, #.x + 1, #.x FROM # WHERE #.x > 0")));
        let many: Vec<String> = (0..40).map(|i| format!("c{i} AS (SELECT {i} AS x)")).collect();
        let uses: Vec<String> = (0..40).map(|i| format!("SELECT * FROM c{i}")).collect();
        let sql = format!("WITH {} {}", many.join(", "), uses.join(" UNION ALL "));
        assert!(!is_excessive(&sql));
        let recursive = "WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n, n) \
                         SELECT * FROM n, n a, n b";
        assert!(!is_excessive(recursive));
        for broken in ["WITH", "WITH x AS (", "((((", "'", "[", "/*", "a.", "\u{1f980}("] {
            assert!(!is_excessive(broken), "{broken}");
        }
    }
}
