//! Machines that are restarted and wiped, and do as their test says.

use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Arc, LazyLock, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use crate::{
    caller::Scope,
    tool::{Action, Ctx, Destructive, Limits, Output, Preview, Remote, ToolError},
    toolset::Toolset,
};

/// A machine; one of each name in the process.
#[derive(Debug)]
pub(super) struct Machine {
    pub(super) name: &'static str,
    restarts: AtomicUsize,
    begun: Semaphore,
    may_go_on: Semaphore,
    next: Mutex<VecDeque<&'static str>>,
}

static MACHINES: LazyLock<Mutex<HashMap<String, Arc<Machine>>>> = LazyLock::new(Mutex::default);

impl Machine {
    pub(super) fn named(name: &'static str) -> Arc<Self> {
        let machine = Arc::new(Self {
            name,
            restarts: AtomicUsize::new(0),
            begun: Semaphore::new(0),
            may_go_on: Semaphore::new(0),
            next: Mutex::default(),
        });
        let mut machines = MACHINES.lock().expect("no test panicked with it");
        let before = machines.insert(name.to_owned(), Arc::clone(&machine));
        assert!(before.is_none(), "two tests share the machine {name}");
        machine
    }

    /// How often a restart was begun.
    pub(super) fn restarts(&self) -> usize {
        self.restarts.load(Ordering::SeqCst)
    }

    /// Waits until one was.
    pub(super) async fn begun(&self) {
        self.begun.acquire().await.expect("it stays open").forget();
    }

    /// Ends the waiting of one that waits.
    pub(super) fn go_on(&self) {
        self.may_go_on.add_permits(1);
    }

    /// What it does on "whatever comes next".
    pub(super) fn comes_next(&self, does: &[&'static str]) {
        self.next.lock().expect("no test panicked with it").extend(does);
    }

    async fn restart(&self, does: &str) -> Result<Restarted, ToolError> {
        self.restarts.fetch_add(1, Ordering::SeqCst);
        self.begun.add_permits(1);
        let next = self.next.lock().expect("no test panicked with it").pop_front();
        match next.unwrap_or(does) {
            "refuses" => {
                let (problem, next) = ("It is locked.".to_owned(), Some("Unlock it.".to_owned()));
                return Err(ToolError::Refused { problem, next });
            }
            "fails" => {
                let (backend, source) = ("machines".into(), "the line is dead".into());
                return Err(ToolError::Unavailable { backend, source });
            }
            "panics" => panic!("as it was told to"),
            "hangs" => std::future::pending().await,
            "waits" => self.may_go_on.acquire().await.expect("it stays open").forget(),
            _ => {}
        }
        Ok(Restarted {})
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Args {
    machine: String,
    does: String,
}

impl Args {
    async fn restart(&self) -> Result<Restarted, ToolError> {
        let machine =
            MACHINES.lock().expect("no test panicked with it").get(&self.machine).cloned();
        machine.expect("its test made it").restart(&self.does).await
    }
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Restarted {}

impl Output for Restarted {
    fn text(&self) -> String {
        "Restarted.".to_owned()
    }
}

const LIMITS: Limits = Limits { deadline: Some(Duration::from_secs(2)), ..Limits::DEFAULT };

/// Restarts a machine.
pub(super) struct Restart;

impl Action for Restart {
    const NAME: &'static str = "restart";
    const TITLE: &'static str = "Restart a machine";
    const DESCRIPTION: &'static str = "Restarts a machine.";
    const TOOLSET: Toolset = Toolset::Core;
    const SCOPE: Scope = Scope::OrdersWrite;
    const LIMITS: Limits = LIMITS;
    type Args = Args;
    type Output = Restarted;
    type Target = Remote;

    async fn apply(_: &Ctx, _: &mut Remote, args: Args) -> Result<Restarted, ToolError> {
        args.restart().await
    }
}

/// Wipes a machine, once that was confirmed.
pub(super) struct Wipe;

impl Action for Wipe {
    const NAME: &'static str = "wipe";
    const TITLE: &'static str = "Wipe a machine";
    const DESCRIPTION: &'static str = "Wipes a machine.";
    const TOOLSET: Toolset = Toolset::Core;
    const SCOPE: Scope = Scope::OrdersWrite;
    type Args = Args;
    type Output = Restarted;
    type Target = Remote;

    async fn apply(_: &Ctx, _: &mut Remote, args: Args) -> Result<Restarted, ToolError> {
        args.restart().await
    }
}

impl Destructive for Wipe {
    async fn preview(_: &Ctx, _: &mut Remote, args: &Args) -> Result<Preview, ToolError> {
        Ok(Preview { text: format!("Wipe {}.", args.machine), version: "1".to_owned() })
    }
}
