#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod corpus;

#[cfg(feature = "judge")]
mod judge;
mod printed;
mod refused;

use super::{
    Checked, Refusal, check,
    world::{catalog, plain},
};

pub(super) fn accepted(sql: &str) -> Checked {
    check(sql, &catalog()).unwrap_or_else(|refusal| panic!("refused: {refusal}\n{sql}"))
}

pub(super) fn refused(sql: &str) -> Refusal {
    match check(sql, &catalog()) {
        Ok(checked) => panic!("accepted: {sql}\nas: {}", checked.sql),
        Err(refusal) => refusal,
    }
}
