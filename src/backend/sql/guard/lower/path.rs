//! JSON paths. A path can fan out: `$.**.**` or `$[0,0][0,0]` in a short text gives
//! more items than memory holds. So a path must be a constant, without the forms
//! that multiply.

use crate::backend::sql::guard::{
    Refusal,
    tree::{Expr, Operation},
};

/// Longest path, in bytes.
const LONGEST: usize = 500;

/// Checks the path of a function that takes one.
pub(super) fn argument(path: Option<&Expr>) -> Result<(), Refusal> {
    match path {
        Some(Expr::Text(path)) => literal(path),
        _ => Err(Refusal::new("a JSON path", "must be a text constant")),
    }
}

/// Checks the right side of `@?` and `@@`, which is a path if it is constant text.
pub(super) fn operand(right: &Expr) -> Result<(), Refusal> {
    match right {
        Expr::Text(path) => literal(path),
        // of a type that is written down, which jsonpath cannot be
        Expr::Cast { .. } | Expr::Call(_) | Expr::Column(_) => Ok(()),
        Expr::Operation(operation) if matches!(**operation, Operation::Chain { .. }) => Ok(()),
        _ => Err(Refusal::new("the right side of @? and @@", "must be a text constant or typed")),
    }
}

fn literal(path: &str) -> Result<(), Refusal> {
    let compact: String = path.chars().filter(|char| !char.is_whitespace()).collect();
    let multiplies = ["**", ",", "/*", "()", "keyvalue"];
    if path.len() > LONGEST || multiplies.iter().any(|form| compact.contains(form)) {
        return Err(Refusal::new("a JSON path", "is too long or uses **, a list or a method")
            .instead("keys, [n], [*] and one filter ?(@.key > 1) are"));
    }
    Ok(())
}
