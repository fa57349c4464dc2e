//! `:name` in a saved query becomes the database's own placeholder: `$1` or `?1`.
//! Strings, quoted names, comments and casts are left alone.

/// Whose SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Postgres,
    Sqlite,
}

/// The statement with numbered placeholders and the names behind the numbers, or
/// what is wrong, as a predicate.
pub(super) fn rewrite(sql: &str, dialect: Dialect) -> Result<(String, Vec<String>), String> {
    let mut rewritten = String::with_capacity(sql.len());
    let mut names: Vec<String> = Vec::new();
    let mut rest = sql;
    let mut before = ' ';
    while let Some(char) = rest.chars().next() {
        let taken = opaque(rest, before, dialect)?;
        if taken > 0 {
            rest = push(&mut rewritten, rest, taken);
        } else if let Some(name) = named(rest, before) {
            let index = names.iter().position(|known| known == name).unwrap_or_else(|| {
                names.push(name.to_owned());
                names.len() - 1
            });
            let mark = if dialect == Dialect::Postgres { '$' } else { '?' };
            rewritten.push(mark);
            rewritten.push_str(&(index + 1).to_string());
            rest = rest.get(1 + name.len()..).unwrap_or_default();
        } else if let Some(mark) = positional(rest, before, dialect) {
            return Err(format!("has the placeholder {mark}: write :name instead"));
        } else {
            rest = push(&mut rewritten, rest, char.len_utf8());
        }
        before = rewritten.chars().next_back().unwrap_or(' ');
    }
    Ok((rewritten, names))
}

fn push<'a>(rewritten: &mut String, rest: &'a str, bytes: usize) -> &'a str {
    let (taken, rest) = rest.split_at_checked(bytes).unwrap_or((rest, ""));
    rewritten.push_str(taken);
    rest
}

/// How many bytes at the start of `rest` are a string, quoted name or comment.
fn opaque(rest: &str, before: char, dialect: Dialect) -> Result<usize, String> {
    let postgres = dialect == Dialect::Postgres;
    let mut chars = rest.chars();
    Ok(match (chars.next(), chars.next()) {
        (Some('E' | 'e'), Some('\'')) if postgres && !is_word(before) => {
            1 + quoted(rest.get(1..).unwrap_or_default(), '\'', true)?
        }
        (Some(quote @ ('\'' | '"')), _) => quoted(rest, quote, false)?,
        (Some('`'), _) if !postgres => quoted(rest, '`', false)?,
        (Some('['), _) if !postgres => rest.find(']').ok_or("has a [ that is not closed")? + 1,
        (Some('-'), Some('-')) => rest.find('\n').unwrap_or(rest.len()),
        (Some('/'), Some('*')) => comment(rest, postgres)?,
        (Some('$'), _) if postgres && !is_word(before) => dollar_quoted(rest)?,
        _ => 0,
    })
}

fn quoted(rest: &str, quote: char, escapes: bool) -> Result<usize, String> {
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((at, char)) = chars.next() {
        if escapes && char == '\\' {
            chars.next();
        } else if char == quote && chars.next_if(|(_, next)| *next == quote).is_none() {
            return Ok(at + quote.len_utf8());
        }
    }
    Err(format!("has a {quote} that is not closed"))
}

/// PostgreSQL's comments nest, SQLite's do not.
fn comment(rest: &str, nests: bool) -> Result<usize, String> {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(here) = rest.get(at..).filter(|here| !here.is_empty()) {
        if here.starts_with("/*") && (nests || depth == 0) {
            (depth, at) = (depth + 1, at + 2);
        } else if here.starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return Ok(at);
            }
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
    }
    Err("has a comment that is not closed".to_owned())
}

/// `$$text$$` and `$tag$text$tag$`; `$1` is none.
fn dollar_quoted(rest: &str) -> Result<usize, String> {
    let inner = rest.get(1..).unwrap_or_default();
    let Some(end) = inner.find(|char| !is_word(char)).filter(|end| {
        inner.get(*end..).is_some_and(|after| after.starts_with('$'))
            && !inner.starts_with(|first: char| first.is_ascii_digit())
    }) else {
        return Ok(0);
    };
    let (tag, body) = rest.split_at_checked(end + 2).unwrap_or((rest, ""));
    let close = body.find(tag).ok_or_else(|| format!("has a {tag} that is not closed"))?;
    Ok(tag.len() * 2 + close)
}

/// The name after a colon that is neither a cast's nor part of a word.
fn named(rest: &str, before: char) -> Option<&str> {
    let name = rest.strip_prefix(':').filter(|_| before != ':')?;
    let end = name.find(|char| !is_word(char)).unwrap_or(name.len());
    let name = name.get(..end)?;
    name.starts_with(|first: char| first.is_alphabetic() || first == '_').then_some(name)
}

fn positional(rest: &str, before: char, dialect: Dialect) -> Option<&str> {
    if is_word(before) {
        return None;
    }
    let end = 1 + rest.get(1..)?.find(|char| !is_word(char)).unwrap_or(rest.len() - 1);
    let mark = rest.get(..end)?;
    let is_mark = match dialect {
        Dialect::Postgres => {
            mark.starts_with('$') && mark.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
        }
        Dialect::Sqlite => mark.starts_with(['?', '@', '$', '#']),
    };
    is_mark.then_some(mark)
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

#[cfg(test)]
mod tests {
    use super::{
        Dialect::{Postgres, Sqlite},
        *,
    };

    fn done(sql: &str, dialect: Dialect) -> String {
        match rewrite(sql, dialect) {
            Ok((sql, names)) => format!("{sql} [{}]", names.join(",")),
            Err(problem) => format!("error: {problem}"),
        }
    }

    #[test]
    fn names_become_numbers() {
        assert_eq!(done("a = :x AND b = :y OR c=:x", Postgres), "a = $1 AND b = $2 OR c=$1 [x,y]");
        assert_eq!(done("a = :x AND b IN(:y,:x)", Sqlite), "a = ?1 AND b IN(?2,?1) [x,y]");
        assert_eq!(done("a = :x::date + :y :: int", Postgres), "a = $1::date + $2 :: int [x,y]");
        assert_eq!(done("ä = :größe", Postgres), "ä = $1 [größe]");
    }

    #[test]
    fn what_is_not_a_placeholder_stays() {
        for sql in [
            "SELECT ':a', \":b\", 'it''s :c' -- :d",
            "SELECT /* :a /* :b */ :c */ 1",
            "SELECT E'\\':a', e'\\\\' , $$ :b $$, $t$ :c $$ :d $t$",
            "SELECT a::text, b[1:2], '::' || c",
            "SELECT typee':x'",
        ] {
            assert_eq!(done(sql, Postgres), format!("{sql} []"));
        }
        for sql in ["SELECT `:a`, [:b], \":c\"", "SELECT /* :a /* */ 1 /* :b */", "SELECT e'\\'"] {
            assert_eq!(done(sql, Sqlite), format!("{sql} []"));
        }
        assert_eq!(done("SELECT e'\\' || :x", Sqlite), "SELECT e'\\' || ?1 [x]");
    }

    #[test]
    fn other_placeholders_and_open_ends_are_refused() {
        for (sql, dialect, problem) in [
            ("a = $1", Postgres, "has the placeholder $1: write :name instead"),
            ("a = ?", Sqlite, "has the placeholder ?: write :name instead"),
            ("a = ?12", Sqlite, "has the placeholder ?12: write :name instead"),
            ("a = @x", Sqlite, "has the placeholder @x: write :name instead"),
            ("a = 'x", Postgres, "has a ' that is not closed"),
            ("a /* x", Sqlite, "has a comment that is not closed"),
            ("$a$ x", Postgres, "has a $a$ that is not closed"),
            ("[x", Sqlite, "has a [ that is not closed"),
        ] {
            assert_eq!(done(sql, dialect), format!("error: {problem}"));
        }
    }
}
