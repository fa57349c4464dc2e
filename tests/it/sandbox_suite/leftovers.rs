//! Processes that a case left behind, found by its mark.

use std::{fs, path::Path, time::Duration};

use tokio::time::{Instant, sleep};

/// How long a dead sandbox may take to be gone.
const PATIENCE: Duration = Duration::from_secs(8);

/// The processes with `mark` in their name, arguments or environment that do not go.
pub(super) async fn processes(mark: &str) -> Vec<String> {
    let end = Instant::now() + PATIENCE;
    loop {
        let found = marked(mark);
        if found.is_empty() || Instant::now() > end {
            return found;
        }
        sleep(Duration::from_millis(20)).await;
    }
}

fn marked(mark: &str) -> Vec<String> {
    let entries = fs::read_dir("/proc").unwrap().flatten().map(|entry| entry.path());
    let marked = entries.filter_map(|process| {
        let number = process.file_name()?.to_str()?.parse::<u32>().ok()?;
        let is_ours = number != std::process::id();
        let has =
            ["comm", "cmdline", "environ"].iter().any(|file| holds(&process.join(file), mark));
        (is_ours && has).then(|| describe(&process))
    });
    marked.collect()
}

fn holds(file: &Path, mark: &str) -> bool {
    // A process may be gone or somebody else's.
    fs::read(file).is_ok_and(|text| text.windows(mark.len()).any(|part| part == mark.as_bytes()))
}

fn describe(process: &Path) -> String {
    let arguments = fs::read(process.join("cmdline")).unwrap_or_default();
    let arguments: String = String::from_utf8_lossy(&arguments).chars().take(120).collect();
    format!("a process is left: {} {}", process.display(), arguments.replace('\0', " "))
}
