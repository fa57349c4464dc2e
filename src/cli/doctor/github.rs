//! GitHub: is the credential accepted, for how long, and is it too good.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{Checklist, Ground};
use crate::{backend::Github, cli::check::github, text::excerpt};

/// Scopes of classic tokens that no tool here needs.
const TOO_MUCH: &[&str] = &["delete_repo", "site_admin", "user", "delete:packages", "codespace"];
/// A token that ends sooner is worth a word.
const SOON: i32 = 14;

pub(super) async fn look(ground: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let Some(config) = ground.config() else { return Ok(()) };
    let github = match config.github.as_ref().map(Github::open).transpose() {
        Ok(github) => github,
        Err(error) => {
            list.fail(&format!("GitHub: {:#}", anyhow::Error::new(error)))?;
            list.cure("correct GITHUB_APP_PRIVATE_KEY: the whole PEM file that GitHub handed out");
            return Ok(());
        }
    };
    let Some(standing) = github::check(list, github.as_ref()).await? else { return Ok(()) };
    let wide = |scope: &&String| scope.starts_with("admin:") || TOO_MUCH.contains(&scope.as_str());
    let wide: Vec<&str> = standing.scopes.iter().filter(wide).map(String::as_str).collect();
    if !wide.is_empty() {
        let scopes = excerpt(&wide.join(", "), 200);
        list.note(&format!("the token may do what no tool needs: {scopes}"))?;
        list.cure("use a fine-grained token with the permissions that docs/github.md lists");
    }
    if let Some(date) = standing.expires.as_deref().and_then(date) {
        let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
        let days = (date - today).get_days();
        if days <= SOON {
            list.note(&format!("the token ends on {date}"))?;
            list.cure("make a new one and set GITHUB_TOKEN");
        }
    }
    Ok(())
}

/// The day of `2026-12-31 23:00:00 UTC`.
fn date(text: &str) -> Option<Date> {
    text.split(' ').next()?.parse().ok()
}
