//! This machine's clock against those of the systems that are configured: times
//! of orders, tokens of GitHub Apps and confirmations depend on it.

use jiff::SignedDuration;

use super::{Checklist, Ground};
use crate::backend::Github;

/// A difference that nothing minds.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(30);

pub(super) async fn compare(ground: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let Some(config) = ground.config() else { return Ok(()) };
    // A system that does not answer is the finding of another check.
    let database = async {
        let backends = ground.backends(config).await.as_ref().ok()?;
        backends.database.ahead().await.ok()?
    };
    let github = async {
        let github = Github::open(config.github.as_ref()?).ok()?;
        github.standing().await.ok()?.ahead
    };
    let (database, github) = tokio::join!(database, github);
    let clocks = [("the order database", database), ("GitHub", github)];
    let mut compared = 0;
    for (whose, ahead) in clocks {
        let Some(ahead) = ahead else { continue };
        compared += 1;
        report(list, whose, ahead)?;
    }
    if compared == 0 {
        list.ok("there is no other clock to compare with")?;
    }
    Ok(())
}

fn report(list: &mut Checklist, whose: &str, ahead: SignedDuration) -> anyhow::Result<()> {
    if ahead.abs() <= TOLERANCE {
        return list.ok(&format!("the clock agrees with that of {whose}"));
    }
    let seconds = ahead.as_secs().unsigned_abs();
    let direction = if ahead.is_positive() { "behind" } else { "ahead of" };
    list.fail(&format!("the clock is {seconds} s {direction} that of {whose}"))?;
    list.cure("let both machines keep time: `timedatectl set-ntp true`, or chrony");
    Ok(())
}
