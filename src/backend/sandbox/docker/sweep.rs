//! Removing what a process left behind. Its containers end with their stdin;
//! this is for those that were made and never started, and for daemons that
//! lost sight of something.

use std::collections::HashMap;

use bollard::{
    Docker,
    errors::Error,
    models::{ContainerSummary, ContainerSummaryStateEnum},
    query_parameters::ListContainersOptionsBuilder,
};

use super::{connect, remove};
use crate::{
    backend::sandbox::{
        NoSandbox, SandboxError,
        labels::{DEADLINE, is_over, now},
    },
    config::SandboxConfig,
};

/// Whoever made a container and did not start it in this time has died meanwhile.
const MOST_SECONDS_TO_START: u64 = 120;

/// Removes the containers whose time is over; how many there were.
pub(super) async fn expired(docker: &Docker) -> Result<usize, Error> {
    let now = now();
    let is_left = |container: &ContainerSummary| {
        let deadline = container.labels.as_ref().and_then(|labels| labels.get(DEADLINE));
        let is_late = is_over(deadline);
        let made = container.created.and_then(|at| u64::try_from(at).ok()).unwrap_or_default();
        let was_forgotten = container.state == Some(ContainerSummaryStateEnum::CREATED)
            && made + MOST_SECONDS_TO_START < now;
        is_late || was_forgotten
    };
    remove_those(docker, is_left).await
}

/// Removes every sandbox there is, whoever uses it; how many there were.
pub(in crate::backend::sandbox) async fn prune(
    config: &SandboxConfig,
) -> Result<Result<usize, SandboxError>, NoSandbox> {
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
