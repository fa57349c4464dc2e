//! Every prompt, one line each.

mod order_summary;
mod test_plan;

use crate::prompt::PromptEntry;

/// All of them, in the order hosts list them.
pub const ALL: &[fn() -> PromptEntry] =
    &[PromptEntry::of::<order_summary::OrderSummary>, PromptEntry::of::<test_plan::TestPlan>];

/// The values that begin with `prefix`, whatever the letter case.
fn starting_with(values: &[&str], prefix: &str) -> Vec<String> {
    let prefix = prefix.to_lowercase();
    values.iter().filter(|value| value.starts_with(&prefix)).map(ToString::to_string).collect()
}
