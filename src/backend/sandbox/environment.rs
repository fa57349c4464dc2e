//! What code finds in a sandbox.

use std::{collections::HashSet, time::Duration};

use serde::{Deserialize, Serialize};

use super::{Exit, Request, Sandbox, SandboxError};

/// Python and what can be imported.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Environment {
    /// The version of Python.
    pub python: String,
    /// The distributions that are installed beside the standard library.
    pub packages: Vec<Package>,
    /// What can be imported, the standard library included.
    #[serde(skip_serializing)]
    modules: HashSet<String>,
}

/// A distribution.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

impl Environment {
    /// Those of `names` that are neither a distribution nor a module here.
    pub fn missing<'a>(&self, names: &'a [String]) -> Vec<&'a str> {
        names.iter().map(String::as_str).filter(|name| !self.has(name)).collect()
    }

    fn has(&self, name: &str) -> bool {
        let wanted = normal(name);
        self.packages.iter().any(|package| normal(&package.name) == wanted)
            || name.split('.').next().is_some_and(|module| self.modules.contains(module))
    }
}

/// A distribution's name as PEP 503 compares it.
fn normal(name: &str) -> String {
    let parts = name.split(['-', '_', '.']).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-").to_ascii_lowercase()
}

/// Asks the sandbox itself.
const PROBE: &str = "
import importlib.metadata, json, pkgutil, platform, sys
packages = {d.metadata['Name']: d.version for d in importlib.metadata.distributions()}
packages = [dict(name=n, version=v) for n, v in sorted(packages.items(), key=str) if n]
modules = sorted({m.name for m in pkgutil.iter_modules()} | set(sys.builtin_module_names))
found = dict(python=platform.python_version(), packages=packages, modules=modules)
json.dump(found, open('/tmp/out/found', 'w'))
";

pub(super) async fn probe(sandbox: &Sandbox) -> Result<Environment, SandboxError> {
    let request =
        Request { code: PROBE.to_owned(), timeout: Duration::from_secs(20), files: Vec::new() };
    let outcome = sandbox.run(&request, &|_, _| ()).await?;
    if outcome.exit != Exit::Ok {
        let text = format!("the sandbox cannot say what is in it: {:?}", outcome.exit);
        return Err(SandboxError::unavailable(text));
    }
    let found = outcome.files.first().map(|file| file.content.as_ref()).unwrap_or_default();
    serde_json::from_slice(found).map_err(SandboxError::unavailable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_known_by_both_their_names() {
        let package = |name: &str| Package { name: name.to_owned(), version: "1".to_owned() };
        let modules = ["sklearn", "PIL", "json", "zope"].map(str::to_owned).into();
        let environment = Environment {
            python: "3.11.2".to_owned(),
            packages: ["scikit-learn", "Pillow", "zope.interface"].map(package).into(),
            modules,
        };
        let names = ["Scikit_Learn", "sklearn", "sklearn.svm", "pillow", "PIL", "json"];
        let there = [names.as_slice(), &["zope-interface", "zope.interface"]].concat();
        let there: Vec<String> = there.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(environment.missing(&there), [""; 0]);
        let absent = ["torch", "scikit", "pil", "pandas>=2", ""].map(str::to_owned);
        assert_eq!(environment.missing(&absent), ["torch", "scikit", "pil", "pandas>=2", ""]);
    }
}
