//! Patterns over the names of tables and columns: `*` is any text, `?` any character.

use std::fmt;

/// A name, or a pattern over names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glob(String);

/// `schema.table`, or `table` in the schema that needs no naming.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TablePattern {
    /// The schema; `None` means `public`, or `main` on SQLite.
    pub schema: Option<Glob>,
    /// The table.
    pub table: Glob,
}

/// `table.column` in any schema, or `schema.table.column`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnPattern {
    /// The schema; `None` means any.
    pub schema: Option<Glob>,
    /// The table.
    pub table: Glob,
    /// The column.
    pub column: Glob,
}

impl Glob {
    /// The pattern that `text` spells.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Whether it is no pattern but one name.
    pub fn is_literal(&self) -> bool {
        !self.0.contains(['*', '?'])
    }

    /// Whether `name` fits, letter case and all.
    pub fn matches(&self, name: &str) -> bool {
        fits(&self.0, name)
    }

    /// Whether `name` fits in any letter case.
    pub fn covers(&self, name: &str) -> bool {
        fits(&self.0.to_lowercase(), &name.to_lowercase())
    }
}

impl fmt::Display for Glob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// In time linear in the two lengths multiplied: the last star is enough to go back to.
fn fits(pattern: &str, text: &str) -> bool {
    let (mut pattern, mut text) = (pattern.chars(), text.chars());
    let mut star = None;
    loop {
        let (here, rest) = (pattern.clone().next(), text.clone().next());
        match (here, rest) {
            (None, None) => return true,
            (Some('*'), _) => {
                pattern.next();
                star = Some((pattern.clone(), text.clone()));
            }
            (Some(wanted), Some(found)) if wanted == '?' || wanted == found => {
                pattern.next();
                text.next();
            }
            _ => {
                let Some((after, at)) = &mut star else { return false };
                if at.next().is_none() {
                    return false;
                }
                (pattern, text) = (after.clone(), at.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_and_question_marks() {
        for (pattern, name, expected) in [
            ("orders", "orders", true),
            ("orders", "order", false),
            ("order*", "order_items", true),
            ("*", "", true),
            ("*_id", "customer_id_id", true),
            ("*a*b", "xaxbxab", true),
            ("*a*b", "xaxbxa", false),
            ("?rders", "orders", true),
            ("?rders", "rders", false),
            ("Kä?", "Käß", true),
        ] {
            assert_eq!(Glob::new(pattern).matches(name), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn letter_case_counts_only_where_it_should() {
        assert!(!Glob::new("email").matches("Email"));
        assert!(Glob::new("e?AIL").covers("EMail"));
    }
}
