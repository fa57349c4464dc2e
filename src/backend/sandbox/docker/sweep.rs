//! Removing what a process left behind. Its containers end with their stdin;
//! this is for those that were made and never started, and for daemons that
//! lost sight of something.

use std::collections::HashMap;

use bollard::{
    Docker, errors::Error, models::ContainerSummary, query_parameters::ListContainersOptionsBuilder,
};

use super::{
    connect, remove,
    settings::{DEADLINE, now},
};
use crate::{
    backend::sandbox::{NoSandbox, SandboxError},
    config::SandboxConfig,
};

/// Removes the containers whose time is over; how many there were.
pub(super) async fn expired(docker: &Docker) -> Result<usize, Error> {
    let now = now().as_secs();
    let is_over = |container: &ContainerSummary| {
        let deadline = container.labels.as_ref().and_then(|labels| labels.get(DEADLINE));
        deadline.and_then(|text| text.parse::<u64>().ok()).is_none_or(|deadline| deadline < now)
    };
    remove_those(docker, is_over).await
}

/// Removes every sandbox there is, whoever uses it; how many there were.
pub async fn prune(config: &SandboxConfig) -> Result<Result<usize, SandboxError>, NoSandbox> {
    let docker = connect(config).await?;
    Ok(remove_those(&docker, |_| true).await.map_err(SandboxError::from))
}

async fn remove_those(
    docker: &Docker,
    wanted: impl Fn(&ContainerSummary) -> bool,
) -> Result<usize, Error> {
    let ours = HashMap::from([("label", vec![DEADLINE])]);
    let options = ListContainersOptionsBuilder::new().all(true).filters(&ours).build();
    let mut removed = 0;
    for container in docker.list_containers(Some(options)).await?.iter().filter(|one| wanted(one)) {
        if let Some(id) = &container.id {
            removed += usize::from(remove(docker, id).await);
        }
    }
    Ok(removed)
}
