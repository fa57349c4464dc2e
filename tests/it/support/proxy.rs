//! A network that can fail: a TCP proxy in front of a server.

use std::net::SocketAddr;

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};

/// A proxy with an address of its own; what becomes of it is up to the test.
pub(crate) struct Proxy {
    address: SocketAddr,
    target: String,
    task: Option<JoinHandle<()>>,
}

impl Proxy {
    /// A proxy to `target` whose port refuses connections until it is started.
    pub(crate) async fn new(target: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self { address: listener.local_addr().unwrap(), target: target.to_owned(), task: None }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Lets everything through.
    pub(crate) async fn start(&mut self) {
        self.stop().await;
        let listener = TcpListener::bind(self.address).await.unwrap();
        let target = self.target.clone();
        self.task = Some(tokio::spawn(async move {
            // Dropped with the task, and the connections with it.
            let mut connections = JoinSet::new();
            while let Ok((mut client, _)) = listener.accept().await {
                let target = target.clone();
                connections.spawn(async move {
                    let mut server = TcpStream::connect(target).await.unwrap();
                    let _ = copy_bidirectional(&mut client, &mut server).await;
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

    /// Closes every connection and refuses new ones.
    pub(crate) async fn stop(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
            let _ = task.await;
        }
    }
}
