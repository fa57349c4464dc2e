//! What a host is to connect to.

use std::net::IpAddr;

use anyhow::{Context as _, bail};

use super::{
    program,
    settings::{self, Setting},
};
use crate::config::Sources;

/// What a host is to connect to.
#[derive(Debug)]
pub(super) enum Server {
    /// A program that it starts.
    Command { program: String, settings: Vec<Setting> },
    /// A server that runs elsewhere; `token` names the variable of its token.
    Url { url: String, token: Option<String> },
}

impl Server {
    /// The one at `url`; `token` names the variable of its token.
    pub(super) fn at(url: &str, token: Option<&String>) -> anyhow::Result<Self> {
        check_url(url, token.is_some())?;
        let is_name = |name: &String| {
            settings::is_name(name) && !name.contains(|char: char| char.is_ascii_lowercase())
        };
        if token.is_some_and(|name| !is_name(name)) {
            bail!(
                "--token-env takes the name of a variable, made of capital letters, digits and _, \
                 and never the token itself"
            );
        }
        Ok(Self::Url { url: url.to_owned(), token: token.cloned() })
    }

    /// What works now and may not tomorrow.
    pub(super) fn warnings(&self, sources: &Sources) -> Vec<String> {
        let mut notes = Vec::new();
        match self {
            Self::Command { program, settings } => {
                if program::is_of_a_build(program) {
                    notes.push(format!(
                        "{program} lies in a build directory and goes away with it; `cargo \
                         install --path .` puts toolhub where it stays"
                    ));
                }
                let left_out = settings::left_out(settings, sources).join(", ");
                if !left_out.is_empty() {
                    notes.push(format!(
                        "set here and not handed to the host: {left_out} (--env NAME does)"
                    ));
                }
            }
            Self::Url { url, .. } => {
                if !url.trim_end_matches('/').ends_with("/mcp") {
                    notes
                        .push("toolhub serves MCP at /mcp, where the URL does not lead".to_owned());
                }
            }
        }
        notes
    }
}

/// A URL is written as it was given, so it must hold no secret.
fn check_url(url: &str, has_token: bool) -> anyhow::Result<()> {
    let parsed: http::Uri = url.parse().context("--url is not a URL")?;
    let (Some(scheme), Some(authority)) = (parsed.scheme_str(), parsed.authority()) else {
        bail!("--url is not a whole URL such as https://host/mcp");
    };
    if !["http", "https"].contains(&scheme) {
        bail!("--url starts with neither https:// nor http://");
    }
    if authority.as_str().contains('@') || parsed.query().is_some() {
        bail!("--url holds a user or a query, which may be secret; give the URL without them");
    }
    let host = authority.host().trim_matches(['[', ']']);
    let is_here =
        host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    if scheme == "http" && !is_here && has_token {
        bail!(
            "--url is http://, where the token could be read on its way; use https://, or \
             --no-token for a server that asks for none"
        );
    }
    Ok(())
}
