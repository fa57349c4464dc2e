//! The operators of pg_catalog that a statement may use, as they are spelt there.
//! They are printed bare, between parentheses: SQL has no qualified spelling for
//! the ones inside IN, BETWEEN, LIKE, CASE, NULLIF, USING and ORDER BY, so all of
//! them rest on the session's search_path being pg_catalog alone.

use std::fmt;

use sqlparser::ast::{BinaryOperator as Binary, UnaryOperator as Unary};

use super::Refusal;

/// An allowed operator's spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Symbol {
    text: &'static str,
    /// Whether `a op b op c` is `(a op b) op c` in PostgreSQL's grammar.
    chains: bool,
}

impl Symbol {
    pub(super) const CONCAT: Self = chaining("||");
    pub(super) const POWER: Self = chaining("^");
    pub(super) const MINUS: Self = chaining("-");
    /// The minus before a number.
    pub(super) const SIGN: Self = single("-");
    pub(super) const NOT: Self = single("NOT");

    pub(super) fn infix(operator: &Binary) -> Result<Self, Refusal> {
        Ok(match operator {
            Binary::Plus => chaining("+"),
            Binary::Minus => Self::MINUS,
            Binary::Multiply => chaining("*"),
            Binary::Divide => chaining("/"),
            Binary::Modulo => chaining("%"),
            Binary::StringConcat => Self::CONCAT,
            Binary::PGExp | Binary::BitwiseXor => Self::POWER,
            Binary::And => chaining("AND"),
            Binary::Or => chaining("OR"),
            Binary::Arrow => chaining("->"),
            Binary::LongArrow => chaining("->>"),
            Binary::HashArrow => chaining("#>"),
            Binary::HashLongArrow => chaining("#>>"),
            Binary::HashMinus => chaining("#-"),
            Binary::Gt => single(">"),
            Binary::Lt => single("<"),
            Binary::GtEq => single(">="),
            Binary::LtEq => single("<="),
            Binary::Eq => single("="),
            Binary::NotEq => single("<>"),
            Binary::BitwiseOr => chaining("|"),
            Binary::BitwiseAnd => chaining("&"),
            Binary::PGBitwiseXor => chaining("#"),
            Binary::PGBitwiseShiftLeft => chaining("<<"),
            Binary::PGBitwiseShiftRight => chaining(">>"),
            Binary::PGOverlap => single("&&"),
            Binary::AndLt => single("&<"),
            Binary::AndGt => single("&>"),
            Binary::PGRegexMatch => single("~"),
            Binary::PGRegexIMatch => single("~*"),
            Binary::PGRegexNotMatch => single("!~"),
            Binary::PGRegexNotIMatch => single("!~*"),
            Binary::PGLikeMatch => single("~~"),
            Binary::PGILikeMatch => single("~~*"),
            Binary::PGNotLikeMatch => single("!~~"),
            Binary::PGNotILikeMatch => single("!~~*"),
            Binary::PGStartsWith => single("^@"),
            Binary::AtAt => single("@@"),
            Binary::AtArrow => single("@>"),
            Binary::ArrowAt => single("<@"),
            Binary::AtQuestion => single("@?"),
            Binary::Question => single("?"),
            Binary::QuestionAnd => single("?&"),
            Binary::QuestionPipe => single("?|"),
            Binary::Custom(text) if text == "-|-" => single("-|-"),
            other => {
                return Err(Refusal::named("operator", &other.to_string(), "is not allowed")
                    .instead(ALLOWED));
            }
        })
    }

    pub(super) fn prefix(operator: Unary) -> Result<Self, Refusal> {
        Ok(match operator {
            Unary::Plus => single("+"),
            Unary::Minus => Self::SIGN,
            Unary::Not => Self::NOT,
            Unary::BitwiseNot | Unary::PGAbs | Unary::PGSquareRoot | Unary::PGCubeRoot => {
                single(match operator {
                    Unary::BitwiseNot => "~",
                    Unary::PGAbs => "@",
                    Unary::PGSquareRoot => "|/",
                    _ => "||/",
                })
            }
            other => {
                return Err(Refusal::named("operator", &other.to_string(), "is not allowed"));
            }
        })
    }

    /// The operator that LIKE or ILIKE stands for.
    pub(super) fn like(keyword: &str) -> Result<Self, Refusal> {
        match keyword {
            "LIKE" => Ok(single("~~")),
            "NOT LIKE" => Ok(single("!~~")),
            "ILIKE" => Ok(single("~~*")),
            "NOT ILIKE" => Ok(single("!~~*")),
            _ => Err(Refusal::syntax("ANY after that keyword")),
        }
    }

    /// Whether it puts its operands one after the other.
    pub(super) fn joins(self) -> bool {
        self == Self::CONCAT
    }

    /// Whether it makes numbers of many digits.
    pub(super) fn is_power(self) -> bool {
        self == Self::POWER
    }

    /// Whether more operands may follow without parentheses.
    pub(super) fn chains(self) -> bool {
        self.chains
    }

    /// Whether the right operand is read as a JSON path where that is possible.
    pub(super) fn takes_path(self) -> bool {
        matches!(self.text, "@?" | "@@")
    }
}

const ALLOWED: &str = "comparison, arithmetic, text, pattern, array, range and JSON operators are";

const fn chaining(text: &'static str) -> Symbol {
    Symbol { text, chains: true }
}

const fn single(text: &'static str) -> Symbol {
    Symbol { text, chains: false }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}
