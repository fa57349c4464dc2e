//! The Docker daemon, and the sandboxes of one test on it.

use std::collections::HashMap;

use bollard::{
    API_DEFAULT_VERSION, Docker,
    query_parameters::{
        ListContainersOptionsBuilder, RemoveContainerOptionsBuilder, RemoveImageOptions,
        TagImageOptionsBuilder,
    },
};
use tokio::time::{Duration, sleep, timeout};

use super::{postgres::unique, program::PATIENCE};

const MISSING: &str = "no Docker daemon answers: apt-get install docker.io debootstrap, start \
                       dockerd, then scripts/sandbox-image; or run scripts/test, which does all that";
pub(crate) const NO_IMAGE: &str =
    "the image toolhub-sandbox:latest is not there: run scripts/sandbox-image";

/// An image name of a test's own, by which its sandboxes are known.
pub(crate) struct Sandboxes {
    docker: Docker,
    image: String,
}

impl Sandboxes {
    pub(crate) async fn new() -> Self {
        let docker = daemon().await;
        let tag = unique("test");
        let options = TagImageOptionsBuilder::new().repo("toolhub-sandbox").tag(&tag).build();
        docker.tag_image("toolhub-sandbox:latest", Some(options)).await.expect(NO_IMAGE);
        Self { docker, image: format!("toolhub-sandbox:{tag}") }
    }

    /// What toolhub has to be told to make them.
    pub(crate) fn env(&self) -> [(&str, &str); 3] {
        [
            ("TOOLHUB_SANDBOX", "docker"),
            ("TOOLHUB_SANDBOX_IMAGE", &self.image),
            ("TOOLHUB_SANDBOX_POOL", "1"),
        ]
    }

    /// Fails, saying what to do, where the daemon does not know a runtime.
    pub(crate) async fn has_runtime(&self, name: &str) {
        let known = self.docker.info().await.unwrap().runtimes.unwrap_or_default();
        assert!(
            known.contains_key(name),
            "the Docker daemon knows no runtime {name}: install it and name it in \
             /etc/docker/daemon.json as docs/python.md shows, then restart Docker"
        );
    }

    /// The containers there are, running or not.
    pub(crate) async fn ids(&self) -> Vec<String> {
        let ours = HashMap::from([("label", vec!["toolhub.deadline"])]);
        let options = ListContainersOptionsBuilder::new().all(true).filters(&ours).build();
        let all = self.docker.list_containers(Some(options)).await.unwrap();
        let ours = all.into_iter().filter(|one| one.image.as_ref() == Some(&self.image));
        ours.filter_map(|one| one.id).collect()
    }

    /// Waits until the containers are as `wanted`.
    pub(crate) async fn until(&self, wanted: impl Fn(&[String]) -> bool) -> Vec<String> {
        let mut ids = Vec::new();
        let look = async {
            loop {
                ids = self.ids().await;
                if wanted(&ids) {
                    return;
                }
                // A round trip takes long enough; this only lets others run.
                sleep(Duration::from_millis(10)).await;
            }
        };
        let in_time = timeout(PATIENCE, look).await;
        assert!(in_time.is_ok(), "other containers are there: {ids:?}");
        ids
    }

    /// Kills a container behind toolhub's back.
    pub(crate) async fn kill(&self, id: &str) {
        let options = RemoveContainerOptionsBuilder::new().force(true).build();
        self.docker.remove_container(id, Some(options)).await.unwrap();
    }
}

impl Drop for Sandboxes {
    fn drop(&mut self) {
        let image = self.image.clone();
        // A runtime of its own: the test's may be the thread that drops this.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let docker = connect().unwrap();
                docker.remove_image(&image, None::<RemoveImageOptions>, None).await
            })
        });
        let _ = dropped.join();
    }
}

/// The daemon, which must be there.
pub(crate) async fn daemon() -> Docker {
    connect().expect(MISSING).negotiate_version().await.expect(MISSING)
}

fn connect() -> Result<Docker, bollard::errors::Error> {
    let host = std::env::var("DOCKER_HOST");
    let host = host.as_deref().unwrap_or("unix:///var/run/docker.sock");
    Docker::connect_with_unix(host, 30, API_DEFAULT_VERSION)
}
