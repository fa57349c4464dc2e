//! Making the image.

use bollard::{body_full, query_parameters::BuildImageOptionsBuilder};
use futures_util::StreamExt as _;
use thiserror::Error;

use super::connect;
use crate::{
    backend::{Cause, sandbox::NoSandbox},
    config::{SandboxChoice, SandboxConfig},
};

/// The recipe, which a person can also give to `docker build`.
const DOCKERFILE: &str = include_str!("../../../../sandbox/Dockerfile");

/// What the image is made of.
#[derive(Debug, Clone, Default)]
pub struct Recipe {
    /// Another image to begin with; it must have Python 3.9 or newer.
    pub base: Option<String>,
    /// What `pip` installs.
    pub packages: Option<String>,
}

/// Why there is no image.
#[derive(Debug, Error)]
pub enum BuildError {
    /// No daemon.
    #[error(transparent)]
    NoSandbox(#[from] NoSandbox),
    /// Nothing is made here for sandboxes that run elsewhere.
    #[error(
        "E2B makes its templates itself: `e2b template build` of its own command line; name one \
         in TOOLHUB_SANDBOX_IMAGE"
    )]
    Elsewhere,
    /// It could not make the image.
    #[error("the image cannot be made")]
    Failed(#[source] Cause),
}

/// Has the daemon make the configured image; `progress` gets what it says.
pub async fn build(
    config: &SandboxConfig,
    recipe: &Recipe,
    mut progress: impl FnMut(&str),
) -> Result<(), BuildError> {
    if config.choice == SandboxChoice::E2b {
        return Err(BuildError::Elsewhere);
    }
    let docker = connect(config).await?;
    let arguments = [("BASE", &recipe.base), ("PACKAGES", &recipe.packages)]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.as_deref()?)))
        .collect();
    let options = BuildImageOptionsBuilder::new()
        .t(&config.image)
        .buildargs(&arguments)
        .forcerm(true)
        .build();
    let mut lines = docker.build_image(options, None, Some(body_full(context().into())));
    while let Some(line) = lines.next().await {
        let line = line.map_err(|error| BuildError::Failed(error.into()))?;
        if let Some(error) = line.error_detail.and_then(|detail| detail.message) {
            return Err(BuildError::Failed(error.into()));
        }
        if let Some(text) = line.stream {
            progress(&text);
        }
    }
    Ok(())
}

/// A tar archive with the recipe in it (POSIX.1-1988, "ustar").
fn context() -> Vec<u8> {
    const BLOCK: usize = 512;
    let mut header = Vec::with_capacity(BLOCK);
    let mut field = |text: String, width: usize| {
        header.extend_from_slice(text.as_bytes());
        header.resize(header.len() + width - text.len(), 0);
    };
    field("Dockerfile".to_owned(), 100);
    field("0000644".to_owned(), 8);
    field("0000000".to_owned(), 8);
    field("0000000".to_owned(), 8);
    field(format!("{:011o}", DOCKERFILE.len()), 12);
    field(format!("{:011o}", 0), 12);
    // The sum is taken with blanks in its own place.
    field(" ".repeat(8), 8);
    field("0".to_owned(), 101);
    field("ustar".to_owned(), 6);
    field("00".to_owned(), 2);
    header.resize(BLOCK, 0);
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    let sum = format!("{sum:06o}\0 ");
    header.splice(148..156, sum.into_bytes());
    let mut archive = header;
    archive.extend_from_slice(DOCKERFILE.as_bytes());
    archive.resize(archive.len().next_multiple_of(BLOCK) + 2 * BLOCK, 0);
    archive
}
