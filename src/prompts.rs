//! Every prompt, one line each.

mod github;
mod investigate;
mod order_summary;
mod release;
mod review_pull_request;
mod test_plan;

use crate::prompt::PromptEntry;

/// All of them, in the order hosts list them.
pub const ALL: &[fn() -> PromptEntry] = &[
    PromptEntry::of::<order_summary::OrderSummary>,
    PromptEntry::of::<test_plan::TestPlan>,
    PromptEntry::of::<investigate::Investigate>,
    PromptEntry::of::<review_pull_request::ReviewPullRequest>,
    PromptEntry::of::<release::Release>,
];

/// The values that begin with `prefix`, whatever the letter case.
fn starting_with(values: &[&str], prefix: &str) -> Vec<String> {
    let prefix = prefix.to_lowercase();
    values.iter().filter(|value| value.starts_with(&prefix)).map(ToString::to_string).collect()
}
