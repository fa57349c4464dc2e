//! Governed SQL: named sources, what of them may be seen, and the guard in front.

pub mod catalog;
pub mod guard;
