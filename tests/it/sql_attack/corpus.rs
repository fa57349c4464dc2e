//! The statements, by name.

use std::path::Path;

/// A statement of a corpus.
pub(super) struct Statement {
    pub(super) name: String,
    pub(super) sql: String,
}

/// The text of a file of the corpus.
pub(super) fn text(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/sql/postgres/attack");
    std::fs::read_to_string(path.join(file)).unwrap()
}

/// The statements of a file; `directory` stands in for `@DIR@`.
pub(super) fn statements(file: &str, directory: &Path) -> Vec<Statement> {
    let text = text(file);
    let mut parts = text.split("\n-- name: ");
    parts.next();
    parts
        .map(|part| {
            let (name, sql) = part.split_once('\n').unwrap();
            let sql = sql.trim_end_matches('\n').replace("@DIR@", directory.to_str().unwrap());
            Statement { name: name.to_owned(), sql: expand(&sql) }
        })
        .collect()
}

/// Replaces the marks that the corpus explains.
fn expand(sql: &str) -> String {
    let mut text = String::new();
    let mut rest = sql;
    while let Some((before, marked)) = rest.split_once("{{") {
        let (mark, after) = marked.split_once("}}").unwrap();
        let (count, part) = mark.split_once('*').unwrap();
        text += before;
        text += &part.repeat(count.parse().unwrap());
        rest = after;
    }
    (text + rest).replace('␀', "\0")
}

/// As much of a statement as a person reads.
pub(super) fn shown(sql: &str) -> String {
    sql.chars().take(160).collect::<String>().replace('\n', "⏎")
}
