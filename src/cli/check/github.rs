//! Whether GitHub accepts the credential.

use super::Checklist;
use crate::backend::Github;

/// Asks what costs nothing.
pub(super) async fn check(list: &mut Checklist, github: Option<&Github>) -> anyhow::Result<()> {
    list.heading("github")?;
    let Some(github) = github else {
        return list.note("GITHUB_TOKEN is not set: the toolset is off");
    };
    match github.ready().await.map_err(anyhow::Error::new) {
        Ok(()) => list.ok("GitHub accepts the credential"),
        Err(error) => list.fail(&format!("GitHub: {error:#}")),
    }
}
