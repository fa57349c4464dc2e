//! What code finds in a sandbox.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Exit, Request, Sandbox, SandboxError};

/// Python and what can be imported.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Environment {
    /// The version of Python.
    pub python: String,
    /// The distributions that are installed beside the standard library.
    pub packages: Vec<Package>,
}

/// A distribution.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// Asks the sandbox itself.
const PROBE: &str = "
import importlib.metadata, json, platform
packages = {d.metadata['Name']: d.version for d in importlib.metadata.distributions()}
packages = [dict(name=n, version=v) for n, v in sorted(packages.items(), key=str) if n]
print(json.dumps(dict(python=platform.python_version(), packages=packages[:400])))
";

pub(super) async fn probe(sandbox: &Sandbox) -> Result<Environment, SandboxError> {
    let request =
        Request { code: PROBE.to_owned(), timeout: Duration::from_secs(20), files: Vec::new() };
    let outcome = sandbox.run(&request, &|_, _| ()).await?;
    if outcome.exit != Exit::Ok {
        let text = format!("the sandbox cannot say what is in it: {:?}", outcome.exit);
        return Err(SandboxError::unavailable(text));
    }
    serde_json::from_slice(&outcome.stdout.head).map_err(SandboxError::unavailable)
}
