//! Every tool written in Rust, one line each.

pub(crate) mod github;
mod orders;
mod page;
mod ping;
pub(crate) mod python;
pub(crate) mod sql;
mod when;

pub(crate) use orders::get::not_found as order_not_found;

use crate::tool::{Entry, InvalidSchema};

/// All of them, in the order a model reads them.
pub const ALL: &[fn() -> Result<Entry, InvalidSchema>] = &[
    Entry::of::<ping::Ping>,
    Entry::of::<orders::get::GetOrder>,
    Entry::of::<orders::list::ListOrders>,
    Entry::of::<orders::stats::OrderStats>,
    Entry::of::<orders::search_products::SearchProducts>,
    Entry::destructive::<orders::cancel::CancelOrder>,
    Entry::destructive::<orders::refund::RefundOrder>,
    Entry::action::<orders::add_note::AddOrderNote>,
    Entry::of::<github::issue_queue::IssueQueue>,
    Entry::of::<github::search_code::SearchCode>,
    Entry::of::<github::triage_issue::TriageIssue>,
    Entry::of::<github::find_related_issues::FindRelatedIssues>,
    Entry::of::<github::summarize_pull_request::SummarizePullRequest>,
    Entry::of::<github::ci_status::CiStatus>,
    Entry::of::<github::explain_ci_failure::ExplainCiFailure>,
    Entry::of::<github::whats_new_since::WhatsNewSince>,
    Entry::of::<github::plan_release_notes::PlanReleaseNotes>,
    Entry::of::<github::deployment_status::DeploymentStatus>,
    Entry::action::<github::create_issue::CreateIssue>,
    Entry::action::<github::comment_or_label_issue::CommentOrLabelIssue>,
    Entry::destructive::<github::close_issue::CloseIssue>,
    Entry::destructive::<github::delete_branch::DeleteBranch>,
    Entry::action::<github::run_workflow::RunWorkflow>,
    Entry::action::<github::rerun_failed_jobs::RerunFailedJobs>,
    Entry::destructive::<github::roll_back::RollBack>,
];
