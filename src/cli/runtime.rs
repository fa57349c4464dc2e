//! The async runtimes that commands run on.

use anyhow::Context as _;
use tokio::runtime::Builder;

/// For one client or one call: no thread is woken for another's work.
pub(super) fn one_thread<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    run(Builder::new_current_thread(), work)
}

/// For a server of many clients.
pub(super) fn all_cores<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    run(Builder::new_multi_thread(), work)
}

fn run<T>(
    mut builder: Builder,
    work: impl Future<Output = anyhow::Result<T>>,
) -> anyhow::Result<T> {
    let runtime = builder.enable_all().build().context("the async runtime does not start")?;
    let result = runtime.block_on(work);
    // A thread may be blocked in a read of stdin, which nothing can interrupt.
    runtime.shutdown_background();
    result
}
