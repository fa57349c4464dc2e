//! The program is killed at random moments while it does as it is told from many
//! sides: every action is done with all that belongs to it, or not at all, and
//! is done once when it is asked for again.

mod books;
mod deed;

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use futures_util::future::join_all;
use tokio::time::timeout;

use super::{invariants, shop::Shop};
use crate::{
    orders::on_both,
    support::{database::Kind, http::Client, program::PATIENCE, server::Server},
};
use books::Books;
use deed::{Deed, prepare};

on_both!(what_was_interrupted_is_done_once_or_not_at_all);

const WORKERS: usize = 8;

/// Actions that were sent, of all rounds.
#[derive(Default)]
struct Tally {
    answered: usize,
    done: usize,
    not_done: usize,
}

async fn what_was_interrupted_is_done_once_or_not_at_all(kind: Kind) {
    let rounds = std::env::var("TOOLHUB_TEST_CRASHES").map_or(8, |rounds| rounds.parse().unwrap());
    let shop = Shop::new(kind).await;
    prepare(&shop, rounds, WORKERS).await;
    invariants::remember(&shop).await;
    let (next, mut tally) = (AtomicUsize::new(0), Tally::default());
    let (mut answered, mut open) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let server = shop.server(&[]).await;
        answered.append(&mut repeat(&shop, &server.client(), std::mem::take(&mut open)).await);
        let (mut now, mut interrupted) = until_killed(server, &next).await;
        gone(&shop).await;
        let books = Books::read(&shop).await;
        books.agree();
        assert!(now.iter().all(|deed| books.done(deed)), "an answer that was not true");
        tally.answered += now.len();
        let done = interrupted.iter().filter(|deed| books.done(deed)).count();
        tally.done += done;
        tally.not_done += interrupted.len() - done;
        invariants::hold(&shop).await;
        answered.append(&mut now);
        open.append(&mut interrupted);
    }
    let server = shop.server(&[]).await;
    answered.append(&mut repeat(&shop, &server.client(), open).await);
    let books = Books::read(&shop).await;
    books.agree();
    assert!(answered.iter().all(|deed| books.done(deed)));
    assert_eq!(books.len(), answered.len(), "each exactly once, and nothing else");
    invariants::hold(&shop).await;
    let Tally { answered, done, not_done } = tally;
    println!(
        "{kind:?}: {rounds} kills, {} actions: {answered} answered, {done} done without an answer, \
         {not_done} not done; after repeating them all {} done once, none twice",
        answered + done + not_done,
        books.len()
    );
    assert!(answered > rounds && done + not_done > rounds, "the kills came at the wrong moments");
}

/// Acts from many sides until the server is killed; what was answered and what was not.
async fn until_killed(mut server: Server, next: &AtomicUsize) -> (Vec<Deed>, Vec<Deed>) {
    let replies = AtomicUsize::new(0);
    let kill = async {
        // Within the first few actions or later, and then at any point of one.
        let wanted = random(40);
        let wait = async {
            while replies.load(Ordering::Relaxed) < wanted {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        timeout(PATIENCE, wait).await.expect("actions are done");
        tokio::time::sleep(Duration::from_micros(random(20_000).try_into().unwrap())).await;
        server.program.child.kill().unwrap();
        server.program.child.wait().unwrap();
    };
    let address = server.address;
    let workers = (0..WORKERS).map(|worker| work(address, worker, next, &replies));
    let (sent, ()) = tokio::join!(join_all(workers), kill);
    let (answered, open): (Vec<_>, Vec<_>) = sent.into_iter().unzip();
    (answered.concat(), open.into_iter().flatten().collect())
}

/// Acts until there is no answer; what was done and what was not answered.
async fn work(
    address: std::net::SocketAddr,
    worker: usize,
    next: &AtomicUsize,
    replies: &AtomicUsize,
) -> (Vec<Deed>, Option<Deed>) {
    let client = Client::new(address, Some(crate::support::server::TOKEN));
    let mut done = Vec::new();
    loop {
        let deed = Deed::new(worker, next.fetch_add(1, Ordering::Relaxed));
        let Some(deed) = deed.confirmed(&client).await else { return (done, None) };
        if deed.send(&client).await.is_none() {
            return (done, Some(deed));
        }
        replies.fetch_add(1, Ordering::Relaxed);
        done.push(deed);
    }
}

/// Asks again for what was not answered; all of it is done then, and nothing twice.
async fn repeat(shop: &Shop, client: &Client, open: Vec<Deed>) -> Vec<Deed> {
    let before = Books::read(shop).await;
    for deed in &open {
        let reply = deed.send(client).await.expect("an answer");
        let repeated = reply["result"]["_meta"]["toolhub/repeated"] == true;
        assert_eq!(repeated, before.done(deed), "{reply}");
    }
    Books::read(shop).await.agree();
    open
}

/// Waits until nothing of the killed program is left in the database's server.
async fn gone(shop: &Shop) {
    if !matches!(shop.place, crate::support::database::Place::Postgres(_)) {
        return;
    }
    let count = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND \
        application_name = 'toolhub'";
    let look = async {
        while shop.row(count).await != "0" {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, look).await.expect("its connections end");
}

/// A number below `bound`; no two runs kill at the same moments.
fn random(bound: usize) -> usize {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos();
    usize::try_from(now.wrapping_mul(2_654_435_761) >> 8).unwrap() % bound
}
