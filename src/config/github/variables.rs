//! The variables about GitHub.

use super::{RepoName, RepoPattern};
use crate::config::{
    Secret, parse,
    vars::{Default, Group, Var, Wrong},
};

pub(in crate::config) const GROUP: Group = Group {
    title: "GitHub",
    vars: &[
        Var {
            name: "GITHUB_TOKEN",
            doc: "A token for the GitHub toolset: a fine-grained one; `docs/github.md` lists its permissions",
            shape: "visible ASCII characters; make one in GitHub's developer settings",
            default: Default::Words("the GitHub toolset is off, unless a GitHub App is configured"),
            example: "github_pat_11ABC",
            secret: true,
            set: |draft, value| token(value).map(|token| draft.github.token = Some(token)),
        },
        Var {
            name: "GITHUB_API_URL",
            doc: "Where GitHub's REST API is; for GitHub Enterprise Server its `/api/v3`",
            shape: "`https://host[:port][/path]`; `http://` on loopback only",
            default: Default::Value("https://api.github.com"),
            example: "https://github.example.com/api/v3",
            secret: false,
            set: |draft, value| parse::api_url(value).map(|url| draft.github.api_url = url),
        },
        Var {
            name: "GITHUB_REPO",
            doc: "The repository that is meant when a call names none",
            shape: "`owner/name`",
            default: Default::Words("every call must name one"),
            example: "octo-org/shop",
            secret: false,
            set: |draft, value| repo(value).map(|repo| draft.github.default_repo = Some(repo)),
        },
        Var {
            name: "GITHUB_REPOS",
            doc: "The only repositories that may be asked about",
            shape: "comma-separated `owner/name` or `owner/*`",
            default: Default::Words("all that the credential can see"),
            example: "octo-org/*,octo-labs/site",
            secret: false,
            set: |draft, value| parse::each(value, pattern).map(|repos| draft.github.repos = repos),
        },
        Var {
            name: "GITHUB_HIDE_UNTRUSTED",
            doc: "Whether to hide what people without push access wrote in public repositories",
            shape: "`on` or `off`",
            default: Default::Value("off"),
            example: "on",
            secret: false,
            set: |draft, value| parse::switch(value).map(|on| draft.github.hide_untrusted = on),
        },
        Var {
            name: "GITHUB_ROLLBACK_WORKFLOW",
            doc: "The workflow that `roll_back` starts on the default branch, with the inputs `environment` and `sha`",
            shape: "the name of a file in `.github/workflows`",
            default: Default::Words("`roll_back` makes a deployment of the last good commit"),
            example: "rollback.yml",
            secret: false,
            set: |draft, value| {
                workflow(value).map(|file| draft.github.rollback_workflow = Some(file))
            },
        },
        Var {
            name: "GITHUB_APP_ID",
            doc: "Instead of a token: the id or client id of a GitHub App",
            shape: "letters, digits and dots",
            default: Default::Words("no App"),
            example: "Iv23liABC",
            secret: false,
            set: |draft, value| app_id(value).map(|id| draft.github.app_id = Some(id)),
        },
        Var {
            name: "GITHUB_APP_PRIVATE_KEY",
            doc: "The App's private key; best given as `GITHUB_APP_PRIVATE_KEY_FILE`",
            shape: "PEM, as GitHub hands it out",
            default: Default::Words("no App"),
            example: "$(cat app.private-key.pem)",
            secret: true,
            set: |draft, value| pem(value).map(|key| draft.github.private_key = Some(key)),
        },
        Var {
            name: "GITHUB_APP_INSTALLATION_ID",
            doc: "Which installation of the App",
            shape: "a whole number",
            default: Default::Words("the one that covers `GITHUB_REPO`"),
            example: "12345678",
            secret: false,
            set: |draft, value| {
                parse::whole(value, 1..=u64::MAX).map(|id| draft.github.installation = Some(id))
            },
        },
    ],
};

fn token(value: &str) -> Result<Secret, Wrong> {
    if value.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(Secret::new(value))
    } else {
        Err("holds something else than visible ASCII characters".into())
    }
}

fn repo(value: &str) -> Result<RepoName, Wrong> {
    RepoName::parse(value).ok_or_else(|| "is not owner/name".into())
}

fn pattern(value: &str) -> Result<RepoPattern, Wrong> {
    RepoPattern::parse(value).ok_or_else(|| "is neither owner/name nor owner/*".into())
}

fn workflow(value: &str) -> Result<String, Wrong> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let is_file = matches!(value.rsplit_once('.'), Some((_, "yml" | "yaml")));
    if is_file && value.bytes().all(plain) {
        Ok(value.to_owned())
    } else {
        Err("is not the name of a .yml or .yaml file".into())
    }
}

fn app_id(value: &str) -> Result<String, Wrong> {
    let plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
    if plain { Ok(value.to_owned()) } else { Err("is not the id of an App".into()) }
}

/// A key on one line has `\n` where its lines end.
fn pem(value: &str) -> Result<Secret, Wrong> {
    let text = value.replace("\\n", "\n");
    let is_key = text.trim_start().starts_with("-----BEGIN ")
        && text.contains("PRIVATE KEY-----\n")
        && !text.contains("ENCRYPTED");
    if is_key { Ok(Secret::new(text)) } else { Err("is not a private key in PEM".into()) }
}
