//! What is said when something is wrong: to the model, to the operator.

mod arguments;
mod budget;
mod faults;
mod limits;
mod outage;
