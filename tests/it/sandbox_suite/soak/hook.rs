//! A command that disturbs the backend while calls are made.

use std::{
    process::Command,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use tokio::{task::JoinHandle, time::sleep};

/// For so long after the command calls may still fail.
const RECOVERY: Duration = Duration::from_secs(15);

type Disturbances = Arc<Mutex<Vec<(Instant, Option<Instant>)>>>;

/// The command on its schedule.
pub(super) struct Hook {
    disturbances: Disturbances,
    task: Option<JoinHandle<()>>,
}

impl Hook {
    pub(super) fn none() -> Self {
        Self { disturbances: Disturbances::default(), task: None }
    }

    /// Runs it every so often, if there is one.
    pub(super) fn start() -> Self {
        let Ok(command) = std::env::var("TOOLHUB_TEST_SOAK_HOOK") else { return Self::none() };
        let pause = Duration::from_secs(super::number("HOOK_SECONDS", 60));
        let disturbances = Disturbances::default();
        let noted = Arc::clone(&disturbances);
        let task = tokio::spawn(async move {
            loop {
                sleep(pause).await;
                noted.lock().unwrap().push((Instant::now(), None));
                let command = command.clone();
                let run = move || Command::new("sh").args(["-c", &command]).status().unwrap();
                let status = tokio::task::spawn_blocking(run).await.unwrap();
                println!("the hook ended: {status}");
                if let Some(last) = noted.lock().unwrap().last_mut() {
                    last.1 = Some(Instant::now());
                }
            }
        });
        Self { disturbances, task: Some(task) }
    }

    /// Whether a call that began then, and ends now, may have been disturbed.
    pub(super) fn disturbed(&self, started: Instant) -> bool {
        let disturbances = self.disturbances.lock().unwrap();
        disturbances.iter().any(|(_, end)| end.is_none_or(|end| end + RECOVERY > started))
    }

    /// Ends the schedule, and waits until the backend has had time to recover.
    pub(super) async fn stop(self) {
        let Some(task) = self.task else { return };
        while self.disturbances.lock().unwrap().last().is_some_and(|(_, end)| end.is_none()) {
            sleep(Duration::from_millis(100)).await;
        }
        task.abort();
        let last = self.disturbances.lock().unwrap().last().and_then(|(_, end)| *end);
        if let Some(end) = last {
            sleep((end + RECOVERY).saturating_duration_since(Instant::now())).await;
        }
    }
}
