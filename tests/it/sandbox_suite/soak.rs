//! Thousands of mixed calls, many at a time, and what they leave behind.
//!
//! `TOOLHUB_TEST_SOAK_CALLS` and `_SECONDS` bound it, `_WIDTH` says how many calls
//! run at a time; `_HOOK` is a shell command (one that restarts Docker, say) that is
//! run every `_HOOK_SECONDS`. Around it calls may fail; none may hang. `_DISK_MB` is what
//! the disks may hold more afterwards.

mod figures;
mod hook;

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use futures_util::{StreamExt as _, stream};

use super::{
    arena::{self, Arena},
    case::{Case, End, Step},
    corpus, leftovers,
};
use figures::Figures;
use hook::Hook;

/// What calls may take longer when many share the machine.
const CROWD: Duration = Duration::from_secs(20);
/// Of every so many calls all but one are of programs that behave.
const MISCHIEF: u64 = 4;
/// How many complaints are printed.
const SHOWN: usize = 40;

/// How much is done.
struct Plan {
    calls: u64,
    seconds: u64,
    width: usize,
}

impl Plan {
    fn from_environment() -> Self {
        let width = number("WIDTH", 16).try_into().unwrap();
        Self { calls: number("CALLS", 2_000), seconds: number("SECONDS", 900), width }
    }
}

/// A number from the environment.
fn number(name: &str, default: u64) -> u64 {
    let name = format!("TOOLHUB_TEST_SOAK_{name}");
    std::env::var(&name).map_or(default, |value| value.parse().expect(&name))
}

#[derive(Default)]
struct Tally {
    calls: u64,
    excused: u64,
    ends: BTreeMap<String, u64>,
    times: Vec<Duration>,
    complaints: Vec<String>,
}

#[tokio::test]
#[ignore = "takes many minutes; see the head of this file"]
async fn thousands_of_calls_leave_nothing_behind() {
    let plan = Plan::from_environment();
    let mut arena = Arena::open().await;
    let (good, bad) = steps();
    // What a server grows to once is not what it leaks.
    let warm = Plan { calls: 4 * plan.width as u64, ..plan };
    let mut tally = load(&arena, (&good, &bad), &warm, &Hook::none()).await;
    tally.complaints.extend(arena.aftermath(&arena::mark_prefix()).await);
    let before = Figures::of(&arena.server);
    let hook = Hook::start();
    let measured = load(&arena, (&good, &bad), &plan, &hook).await;
    hook.stop().await;
    measured.print();
    tally.complaints.extend(measured.complaints);
    tally.complaints.extend(arena.aftermath(&arena::mark_prefix()).await);
    tally.complaints.extend(leftovers::processes(&arena::mark_prefix()).await);
    let (after, grown) = before.settled(&arena.server).await;
    println!("before {before:?}\nafter  {after:?}");
    tally.complaints.extend(grown);
    let (count, shown) = (tally.complaints.len(), tally.complaints.iter().take(SHOWN));
    let shown: Vec<&str> = shown.map(String::as_str).collect();
    assert_eq!(count, 0, "{count} complaints:\n{}", shown.join("\n"));
}

/// The cases of one call: those that behave and those that do not.
fn steps() -> (Vec<Case>, Vec<Case>) {
    let single = corpus::all().into_iter().filter(|case| case.steps.len() == 1);
    let (mut good, mut bad): (Vec<_>, Vec<_>) = single.partition(|case| case.group == "works");
    for step in good.iter_mut().flat_map(|case| &mut case.steps) {
        if step.ends == [End::Ok] {
            step.timeout = 30;
            step.within = Duration::from_secs(30);
        }
        step.within += CROWD;
    }
    for step in bad.iter_mut().flat_map(|case| &mut case.steps) {
        step.ends.push(End::TimedOut);
        step.within += CROWD;
    }
    (good, bad)
}

/// Makes the calls of a plan.
async fn load(arena: &Arena, cases: (&[Case], &[Case]), plan: &Plan, hook: &Hook) -> Tally {
    let end = Instant::now() + Duration::from_secs(plan.seconds);
    let calls = stream::iter(0..plan.calls)
        .take_while(|_| std::future::ready(Instant::now() < end))
        .map(|number| one(arena, choose(cases, number), hook))
        .buffer_unordered(plan.width);
    calls
        .fold(Tally::default(), |mut tally, outcome| async {
            tally.add(outcome);
            tally
        })
        .await
}

/// Spread over the cases, and the same in every run.
fn choose<'a>((good, bad): (&'a [Case], &'a [Case]), number: u64) -> &'a Case {
    let random = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    let cases = if bad.is_empty() || !number.is_multiple_of(MISCHIEF) { good } else { bad };
    &cases[usize::try_from(random).unwrap() % cases.len()]
}

struct Outcome {
    end: Option<End>,
    took: Duration,
    excused: bool,
    complaints: Vec<String>,
}

async fn one(arena: &Arena, case: &Case, hook: &Hook) -> Outcome {
    let step: &Step = &case.steps[0];
    let started = Instant::now();
    let answer = arena.send(step, &arena::mark()).await;
    let hung = answer.reply["error"]["message"] == arena::HANGS;
    let excused = !hung && hook.disturbed(started);
    let complaints = if excused { Vec::new() } else { arena.judge(step, &answer) };
    let name = format!("{}/{}", case.group, case.file);
    let complaints = complaints.iter().map(|what| format!("{name}: {what}")).collect();
    Outcome { end: answer.end(), took: answer.took, excused, complaints }
}

impl Tally {
    fn add(&mut self, outcome: Outcome) {
        self.calls += 1;
        self.excused += u64::from(outcome.excused);
        *self.ends.entry(format!("{:?}", outcome.end)).or_default() += 1;
        self.times.push(outcome.took);
        self.complaints.extend(outcome.complaints);
    }

    fn print(&self) {
        let mut times = self.times.clone();
        times.sort_unstable();
        let at = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or_default();
        println!("{} calls, {} around the hook: {:?}", self.calls, self.excused, self.ends);
        println!("median {:?}, p95 {:?}, p99 {:?}", at(50), at(95), at(99));
    }
}
