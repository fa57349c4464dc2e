//! Every resource and resource template, one line each.

mod catalog;
mod issue_states;
mod labels;
mod readme;
mod repository;
mod results;
mod sandbox;
mod server;
mod statuses;

use crate::resource::ResourceEntry;

/// All of them, in the order hosts list them.
pub const ALL: &[fn() -> ResourceEntry] = &[
    ResourceEntry::of::<catalog::All>,
    ResourceEntry::of::<catalog::Page>,
    ResourceEntry::of::<catalog::Item>,
    ResourceEntry::of::<statuses::Statuses>,
    ResourceEntry::of::<labels::Labels>,
    ResourceEntry::of::<issue_states::IssueStates>,
    ResourceEntry::of::<readme::Readme>,
    ResourceEntry::of::<server::Server>,
    ResourceEntry::of::<results::QueryResult>,
    ResourceEntry::of::<sandbox::SandboxEnvironment>,
    ResourceEntry::of::<sandbox::SandboxFile>,
];
