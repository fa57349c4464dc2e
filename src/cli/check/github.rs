//! Whether GitHub accepts the credential.

use crate::{
    backend::{
        Github,
        github::{GithubError, Problem, Standing},
    },
    cli::checklist::Checklist,
};

/// Asks what costs nothing; answers what GitHub said of the credential.
pub(in crate::cli) async fn check(
    list: &mut Checklist,
    github: Option<&Github>,
) -> anyhow::Result<Option<Standing>> {
    list.heading("github")?;
    let Some(github) = github else {
        list.note("GITHUB_TOKEN is not set: the toolset is off")?;
        return Ok(None);
    };
    match github.standing().await {
        Ok(standing) => {
            list.ok("GitHub accepts the credential")?;
            Ok(Some(standing))
        }
        Err(error) => {
            let cure = cure(&error);
            list.fail(&format!("GitHub: {:#}", anyhow::Error::new(error)))?;
            list.cure(cure);
            Ok(None)
        }
    }
}

fn cure(error: &GithubError) -> &'static str {
    match error.problem {
        Problem::Credential | Problem::LockedOut => {
            "make a new token and set GITHUB_TOKEN; docs/github.md lists what it must be permitted"
        }
        Problem::Dns | Problem::Connect | Problem::TimedOut(_) | Problem::CircuitOpen(_) => {
            "see that this machine reaches GITHUB_API_URL; HTTPS_PROXY names a proxy"
        }
        Problem::Tls => "install ca-certificates, or the certificate of the proxy in between",
        _ => "see docs/github.md; unset GITHUB_TOKEN to switch the toolset off",
    }
}
