//! Identifiers, understood as PostgreSQL does and always printed quoted.

use std::{fmt, rc::Rc};

use sqlparser::ast::{Ident, ObjectName, ObjectNamePart};

use super::Refusal;

/// Longest identifier that PostgreSQL keeps whole, in bytes.
const LONGEST: usize = 63;

/// An identifier: exact, never empty, never cut by PostgreSQL.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Name(Rc<str>);

impl Name {
    /// What PostgreSQL makes of an identifier: unquoted ones are folded to lower case.
    pub(super) fn read(ident: &Ident) -> Result<Self, Refusal> {
        let Ident { value, quote_style, span: _ } = ident;
        let name = match quote_style {
            None => value.to_ascii_lowercase(),
            Some('"') => value.clone(),
            Some(_) => return Err(Refusal::named("identifier", value, "is quoted wrongly")),
        };
        if name.is_empty() || name.len() > LONGEST || name.contains('\0') {
            let problem = format!("must have 1 to {LONGEST} bytes");
            return Err(Refusal::named("identifier", &name, problem));
        }
        Ok(Self(name.into()))
    }

    /// The parts of a dotted name.
    pub(super) fn read_all(name: &ObjectName) -> Result<Vec<Self>, Refusal> {
        let ObjectName(parts) = name;
        parts
            .iter()
            .map(|part| match part {
                ObjectNamePart::Identifier(ident) => Self::read(ident),
                ObjectNamePart::Function(_) => Err(Refusal::syntax("a computed name")),
            })
            .collect()
    }

    /// A name from the catalog or of our own making.
    pub(super) fn known(name: &str) -> Self {
        Self(name.into())
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0.replace('"', "\"\""))
    }
}
