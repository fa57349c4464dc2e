//! E2B: sandboxes that somebody else runs.

use super::{SandboxChoice, name};
use crate::config::{
    Secret, parse,
    vars::{Default as Unset, Group, Var, Wrong},
};

/// Where E2B is and who asks; there is one only where E2B is chosen.
#[derive(Debug, Clone)]
pub struct E2bConfig {
    /// `E2B_API_KEY`.
    pub api_key: Secret,
    /// `E2B_API_URL`, without a slash at its end.
    pub api_url: String,
    /// `E2B_DOMAIN`: below it each sandbox has a name.
    pub domain: String,
    /// `E2B_SANDBOX_URL`: where all sandboxes are reached, when not by their names.
    pub sandbox_url: Option<String>,
    /// `TOOLHUB_SANDBOX_IMAGE`: the template that sandboxes are made of.
    pub template: String,
}

/// Has NumPy, pandas and Matplotlib, as the image for Docker.
const TEMPLATE: &str = "code-interpreter-v1";

/// What the variables said so far.
#[derive(Debug)]
pub(in crate::config) struct E2bDraft {
    api_key: Option<Secret>,
    api_url: Option<String>,
    domain: String,
    sandbox_url: Option<String>,
    template: Option<String>,
}

impl Default for E2bDraft {
    fn default() -> Self {
        Self {
            api_key: None,
            api_url: None,
            domain: "e2b.app".to_owned(),
            sandbox_url: None,
            template: None,
        }
    }
}

impl E2bDraft {
    /// Takes the name that is an image's elsewhere.
    pub(super) fn name_template(&mut self, value: &str) -> Result<(), Wrong> {
        name(value).map(|template| self.template = Some(template))
    }

    /// The configuration if E2B is chosen; what is missing goes to `problems`.
    pub(in crate::config) fn finish(
        self,
        choice: SandboxChoice,
        problems: &mut Vec<String>,
    ) -> Option<E2bConfig> {
        if choice != SandboxChoice::E2b {
            return None;
        }
        let Some(api_key) = self.api_key else {
            problems.push(
                "TOOLHUB_SANDBOX: is `e2b`, which needs a key; set E2B_API_KEY, or E2B_API_KEY_FILE \
                 to a file that holds it"
                    .to_owned(),
            );
            return None;
        };
        Some(E2bConfig {
            api_key,
            api_url: self.api_url.unwrap_or_else(|| format!("https://api.{}", self.domain)),
            domain: self.domain,
            sandbox_url: self.sandbox_url,
            template: self.template.unwrap_or_else(|| TEMPLATE.to_owned()),
        })
    }
}

pub(in crate::config) const GROUP: Group = Group {
    title: "E2B, for the Python sandbox",
    vars: &[
        Var {
            name: "E2B_API_KEY",
            doc: "The key of E2B, where `TOOLHUB_SANDBOX` is `e2b`",
            shape: "visible ASCII characters; E2B's dashboard shows it",
            default: Unset::Words("none; `e2b` does not start without it"),
            example: "e2b_0123",
            secret: true,
            set: |draft, value| key(value).map(|key| draft.e2b.api_key = Some(key)),
        },
        Var {
            name: "E2B_DOMAIN",
            doc: "Where E2B is, or a service that is compatible with it",
            shape: "host",
            default: Unset::Value("e2b.app"),
            example: "e2b.example.com",
            secret: false,
            set: |draft, value| parse::authority(value).map(|host| draft.e2b.domain = host),
        },
        Var {
            name: "E2B_API_URL",
            doc: "Where its API is",
            shape: "`https://host[:port][/path]`; `http://` on loopback only",
            default: Unset::Words("`https://api.` before `E2B_DOMAIN`"),
            example: "https://e2b.example.com/api",
            secret: false,
            set: |draft, value| parse::api_url(value).map(|url| draft.e2b.api_url = Some(url)),
        },
        Var {
            name: "E2B_SANDBOX_URL",
            doc: "Where all sandboxes are reached, told apart by the header `E2b-Sandbox-Id`",
            shape: "`https://host[:port][/path]`; `http://` on loopback only",
            default: Unset::Words("each by its own name below `E2B_DOMAIN`"),
            example: "https://sandbox.e2b.example.com",
            secret: false,
            set: |draft, value| parse::api_url(value).map(|url| draft.e2b.sandbox_url = Some(url)),
        },
    ],
};

fn key(value: &str) -> Result<Secret, Wrong> {
    if value.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(Secret::new(value))
    } else {
        Err("holds something else than visible ASCII characters".into())
    }
}
