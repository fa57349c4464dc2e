//! Statements made out of the corpus by a row of bytes: pieces between parentheses
//! and single words change places, are dropped, doubled, quoted or disguised.

use sqlparser::{
    dialect::PostgreSqlDialect,
    tokenizer::{Token, Tokenizer},
};

/// Words that the corpus may not have in every place.
#[rustfmt::skip]
const ATTACKS: [&str; 40] = [
    "(", ")", "[", "]", ",", ";", ".", "*", "::", "--", "/*", "*/", "'", "\"", "$$", "E'\\'", "U&\"",
    "LATERAL", "ONLY", "NATURAL", "INTO", "FOR UPDATE", "AS", "pg_catalog.", "public.", "evil_sing()",
    "pg_sleep(1)", "audit_secret", "card", "ctid", "tableoid", "::regclass", "::evil_domain", "nextval",
    "OPERATOR(public.=)", "(SELECT token FROM audit_secret)", "WITH RECURSIVE", "UNION ALL", "$1",
    "\u{a0}",
];

/// Statements taken to pieces.
#[derive(Debug, Clone)]
pub struct Pieces {
    statements: Vec<Vec<String>>,
    /// So many of them, the first, are what a mutation begins with.
    bases: usize,
}

impl Pieces {
    /// Mutations begin with one of `bases`; what is put in comes from `others` too.
    /// A statement that cannot be taken to pieces is left out.
    pub fn of<'s>(
        bases: impl IntoIterator<Item = &'s str>,
        others: impl IntoIterator<Item = &'s str>,
    ) -> Self {
        let mut statements: Vec<_> = bases.into_iter().filter_map(words).collect();
        let bases = statements.len();
        statements.extend(others.into_iter().filter_map(words));
        Self { statements, bases }
    }

    /// A statement that the bytes decide.
    pub fn mutate(&self, bytes: &[u8]) -> String {
        let mut choice = Choice { bytes: bytes.iter() };
        let bases = self.statements.get(..self.bases).unwrap_or_default();
        let mut words = choice.one(bases).cloned().unwrap_or_default();
        while let Some(action) = choice.next() {
            self.change(&mut words, action, &mut choice);
            if words.len() > 400 {
                break;
            }
        }
        words.join(" ")
    }

    fn change(&self, words: &mut Vec<String>, action: u8, choice: &mut Choice<'_>) {
        let Some(at) = choice.place(words.len()) else { return };
        match action % 8 {
            0 => {
                words.remove(at);
            }
            1 => {
                let other = choice.place(words.len()).unwrap_or(at);
                words.swap(at, other);
            }
            2 => {
                let attack = choice.one(&ATTACKS).copied().unwrap_or_default();
                words.insert(at, attack.to_owned());
            }
            3 => {
                let word = self.word(choice).unwrap_or_default();
                if let Some(place) = words.get_mut(at) {
                    *place = word;
                }
            }
            4 => {
                let piece = self.piece(choice);
                let end = group(words, at);
                words.splice(at..end, piece);
            }
            5 => {
                let piece = self.piece(choice);
                words.splice(at..at, piece);
            }
            6 => {
                let piece: Vec<_> = words.get(at..group(words, at)).unwrap_or_default().to_vec();
                words.splice(at..at, piece);
            }
            _ => {
                if let Some(word) = words.get_mut(at) {
                    *word = disguised(word, choice.next().unwrap_or_default());
                }
            }
        }
    }

    fn word(&self, choice: &mut Choice<'_>) -> Option<String> {
        let statement = choice.one(&self.statements)?;
        choice.one(statement).cloned()
    }

    fn piece(&self, choice: &mut Choice<'_>) -> Vec<String> {
        let Some(statement) = choice.one(&self.statements) else { return Vec::new() };
        let Some(at) = choice.place(statement.len()) else { return Vec::new() };
        statement.get(at..group(statement, at)).unwrap_or_default().to_vec()
    }
}

fn words(sql: &str) -> Option<Vec<String>> {
    let dialect = PostgreSqlDialect {};
    let tokens = Tokenizer::new(&dialect, sql).with_unescape(false).tokenize().ok()?;
    let words = tokens.iter().filter(|token| !matches!(token, Token::Whitespace(_)));
    Some(words.map(ToString::to_string).collect::<Vec<_>>()).filter(|words| !words.is_empty())
}

/// Where the word at `at` ends, with the group between parentheses that it opens.
fn group(words: &[String], at: usize) -> usize {
    let mut depth = 0_usize;
    for (place, word) in words.iter().enumerate().skip(at) {
        match word.as_str() {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return place + 1;
        }
    }
    words.len()
}

/// Longest word that is written twice.
const LONG: usize = 60;

fn disguised(word: &str, how: u8) -> String {
    match how % 6 {
        _ if word.len() > LONG => word.to_owned(),
        0 => format!("\"{word}\""),
        1 => word.to_uppercase(),
        2 => format!("/* {word} */ {word}"),
        3 => format!("({word})"),
        4 => format!("'{word}'"),
        _ => format!("{word} -- {word}\n"),
    }
}

struct Choice<'b> {
    bytes: std::slice::Iter<'b, u8>,
}

impl Choice<'_> {
    fn next(&mut self) -> Option<u8> {
        self.bytes.next().copied()
    }

    fn place(&mut self, length: usize) -> Option<usize> {
        let number = usize::from(self.next()?) << 8 | usize::from(self.next().unwrap_or_default());
        number.checked_rem(length)
    }

    fn one<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        list.get(self.place(list.len())?)
    }
}
