//! A network that can fail: a TCP proxy in front of a server.

use std::net::SocketAddr;

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
    task::{JoinHandle, JoinSet},
};

/// A proxy with an address of its own; what becomes of it is up to the test.
pub(crate) struct Proxy {
    address: SocketAddr,
    target: String,
    task: Option<JoinHandle<()>>,
    frozen: watch::Sender<bool>,
}

impl Proxy {
    /// A proxy to `target` whose port refuses connections until it is started.
    pub(crate) async fn new(target: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self {
            address: listener.local_addr().unwrap(),
            target: target.to_owned(),
            task: None,
            frozen: watch::Sender::new(false),
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Lets everything through.
    pub(crate) async fn start(&mut self) {
        self.stop().await;
        let listener = TcpListener::bind(self.address).await.unwrap();
        let target = self.target.clone();
        self.frozen.send_replace(false);
        let frozen = self.frozen.clone();
        self.task = Some(tokio::spawn(async move {
            // Dropped with the task, and the connections with it.
            let mut connections = JoinSet::new();
            while let Ok((mut client, _)) = listener.accept().await {
                let (target, mut frozen) = (target.clone(), frozen.subscribe());
                connections.spawn(async move {
                    let mut server = TcpStream::connect(target).await.unwrap();
                    let lost = async {
                        let _ = frozen.wait_for(|frozen| *frozen).await.map(drop);
                    };
                    tokio::select! {
                        biased;
                        () = lost => std::future::pending().await,
                        _ = copy_bidirectional(&mut client, &mut server) => {}
                    }
                });
            }
        }));
    }

    /// Accepts and never answers, as a host does behind which packets are lost.
    pub(crate) async fn mute(&mut self) {
        self.stop().await;
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.task = Some(tokio::spawn(async move {
            let mut silent = Vec::new();
            while let Ok((client, _)) = listener.accept().await {
                silent.push(client);
            }
        }));
    }

    /// Loses everything that is sent, on open connections and on new ones.
    pub(crate) fn freeze(&mut self) {
        self.frozen.send_replace(true);
    }

    /// Closes every connection and refuses new ones.
    pub(crate) async fn stop(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
            let _ = task.await;
        }
    }
}
