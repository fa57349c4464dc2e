//! The Python sandbox, by the check of `toolhub check`.

use super::{Checklist, Ground};
use crate::{cli::check::sandbox, toolset::Toolset};

pub(super) async fn look(ground: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let Some(config) = ground.config() else { return Ok(()) };
    if !config.toolsets.contains(&Toolset::Python) {
        return list.ok("the toolset python is off");
    }
    if let Some(sandbox) = sandbox::check(list, &config.sandbox).await? {
        sandbox.settle().await;
    }
    Ok(())
}
