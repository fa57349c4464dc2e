//! A server of E2B's API as E2B describes it, with Docker containers in the place
//! of virtual machines: root within them has what root of a machine has, as far as
//! it concerns them. It takes nothing that the description does not know.

mod connect;
mod control;
mod envd;
mod form;
mod machine;

use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard},
    thread::JoinHandle,
    time::Duration,
};

use axum::{Router, extract::Request, http::StatusCode, response::Response};
use tokio::{net::TcpListener, runtime::Runtime, sync::oneshot, time::Instant};
use tokio_util::task::TaskTracker;

use super::{postgres::unique, program::PATIENCE};
use form::refusal;
use machine::Machine;

/// The key that the server accepts.
pub(crate) const KEY: &str = "e2b_5c0ffee0f00d";

/// A server; it and its machines end when it is dropped.
pub(crate) struct E2b {
    url: String,
    state: Arc<State>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What the server knows.
pub(super) struct State {
    name: String,
    inner: Mutex<Inner>,
    /// What is done even if nobody waits for it any more.
    tasks: TaskTracker,
}

#[derive(Default)]
struct Inner {
    machines: BTreeMap<String, Arc<Machine>>,
    /// What every request to the API is answered with instead.
    fault: Option<Fault>,
    /// Requests that are not as the description has them.
    wrong: Vec<String>,
    /// How often machines were given more time.
    renewals: usize,
}

/// An error of the API's.
#[derive(Clone)]
pub(crate) struct Fault {
    pub(crate) status: u16,
    pub(crate) message: &'static str,
    pub(crate) retry_after: Option<u64>,
}

impl E2b {
    pub(crate) async fn new() -> Self {
        let state = Arc::new(State::new());
        let (stop, stopped) = oneshot::channel();
        let (sender, address) = oneshot::channel();
        let served = Arc::clone(&state);
        // A thread of its own: it answers whatever the test's thread is doing.
        let thread = std::thread::spawn(move || {
            Runtime::new().unwrap().block_on(serve(served, sender, stopped));
        });
        let url = format!("http://{}", address.await.unwrap());
        Self { url, state, stop: Some(stop), thread: Some(thread) }
    }

    /// What toolhub has to be told to use it.
    pub(crate) fn env(&self) -> [(&str, &str); 5] {
        [
            ("TOOLHUB_SANDBOX", "e2b"),
            ("TOOLHUB_SANDBOX_POOL", "1"),
            ("E2B_API_KEY", KEY),
            ("E2B_API_URL", &self.url),
            ("E2B_SANDBOX_URL", &self.url),
        ]
    }

    /// The machines there are.
    pub(crate) fn ids(&self) -> Vec<String> {
        self.state.inner().machines.keys().cloned().collect()
    }

    /// Waits until the machines are as `wanted`.
    pub(crate) async fn until(&self, wanted: impl Fn(&[String]) -> bool) -> Vec<String> {
        let end = Instant::now() + PATIENCE;
        loop {
            let ids = self.ids();
            if wanted(&ids) {
                return ids;
            }
            assert!(Instant::now() < end, "other machines are there: {ids:?}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Ends a machine behind toolhub's back.
    pub(crate) async fn kill(&self, id: &str) {
        let machine = self.state.inner().machines.remove(id);
        machine.expect("a machine of that name").end().await;
    }

    /// Changes what a machine is marked with.
    pub(crate) fn mark(&self, id: &str, key: &str, value: &str) {
        self.state.inner().machines[id].mark(key, value);
    }

    /// From now on the API answers with this.
    pub(crate) fn answer(&self, fault: Option<Fault>) {
        self.state.inner().fault = fault;
    }

    /// How often toolhub has said that a machine is to live on.
    pub(crate) fn renewals(&self) -> usize {
        self.state.inner().renewals
    }

    /// Lets so much time pass for the machines.
    pub(crate) async fn pass(&self, time: Duration) {
        let over = self.state.take(|machine| machine.outlives(time));
        for machine in over {
            machine.end().await;
        }
    }
}

impl State {
    fn new() -> Self {
        Self { name: unique("e2b"), inner: Mutex::default(), tasks: TaskTracker::new() }
    }

    /// Does it to its end, whether or not the client stays for it.
    async fn see_through<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> T {
        tokio::spawn(self.tasks.track_future(work)).await.unwrap()
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    /// Takes out the machines that are not to stay.
    fn take(&self, stays: impl Fn(&Machine) -> bool) -> Vec<Arc<Machine>> {
        let mut inner = self.inner();
        let (stay, go) =
            std::mem::take(&mut inner.machines).into_iter().partition(|(_, one)| stays(one));
        inner.machines = stay;
        go.into_values().collect()
    }

    fn machine(&self, id: &str) -> Option<Arc<Machine>> {
        self.inner().machines.get(id).cloned()
    }

    /// Notes what no client may do, and refuses it.
    fn wrong(&self, what: String) -> Response {
        let response = refusal(StatusCode::BAD_REQUEST, &what);
        self.inner().wrong.push(what);
        response
    }
}

impl Drop for E2b {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            if std::thread::panicking() {
                return;
            }
            ended.expect("the server does not panic");
        }
        let wrong = std::mem::take(&mut self.state.inner().wrong);
        assert!(wrong.is_empty(), "requests that E2B's description does not allow: {wrong:#?}");
    }
}

async fn serve(
    state: Arc<State>,
    address: oneshot::Sender<SocketAddr>,
    stopped: oneshot::Receiver<()>,
) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    address.send(listener.local_addr().unwrap()).unwrap();
    let unknown = Arc::clone(&state);
    let router: Router = control::routes(&state).merge(envd::routes(&state)).fallback(
        async move |request: Request| {
            unknown.wrong(format!("{} {} is unknown", request.method(), request.uri()))
        },
    );
    tokio::select! {
        served = axum::serve(listener, router) => served.unwrap(),
        _ = stopped => {}
    }
    state.tasks.close();
    state.tasks.wait().await;
    for machine in state.take(|_| false) {
        machine.end().await;
    }
}
