//! `test_plan`: how a feature should be tested.

use crate::{
    caller::Scope,
    prompt::{Argument, Prompt, PromptArgs},
    text::inline,
    tool::{Ctx, ToolError},
    toolset::Toolset,
};

/// The prompt.
pub(crate) struct TestPlan;

const FEATURES: &[&str] =
    &["cancel an order", "order search", "order statistics", "product catalog", "refunds"];

impl Prompt for TestPlan {
    const NAME: &'static str = "test_plan";
    const TITLE: &'static str = "Plan tests for a feature";
    const DESCRIPTION: &'static str =
        "Asks for a test plan: unhappy paths first, each case with its expected outcome.";
    const TOOLSET: Toolset = Toolset::Core;
    const SCOPE: Option<Scope> = None;
    const ARGUMENTS: &'static [Argument] = &[Argument {
        name: "feature",
        description: "What is to be tested, in a few words",
        required: true,
    }];

    async fn render(_: &Ctx, args: &PromptArgs) -> Result<String, ToolError> {
        let feature = args.get("feature").map(|feature| inline(feature.trim())).unwrap_or_default();
        Ok(format!(
            "Write a test plan for this feature: {feature}\n\n\
             Group the cases: wrong input, missing rights, absent or slow dependencies, \
             concurrency, limits, then the straight path. Give each case a one-line title, its \
             set-up, the action and the exact expected outcome. Mark the cases that must be \
             automated, and say which data they need. End with what the plan leaves out and why."
        ))
    }

    async fn complete(_: &Ctx, _: &str, prefix: &str) -> Result<Vec<String>, ToolError> {
        Ok(super::starting_with(FEATURES, prefix))
    }
}
