//! A GitHub that nobody here wrote and that remembers: the npm package `emulate`.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use reqwest::{Client, Method, Response};
use serde_json::Value;
use tempfile::TempDir;
use tokio::{
    net::TcpStream,
    time::{sleep, timeout},
};

use super::Hub;
use crate::support::program::PATIENCE;

/// Who the program is, and whose repository `alice/shop` is.
const TOKEN: &str = "gho_alice";
const SEED: &str = "\
tokens:
  gho_alice: { login: alice, scopes: [repo] }
github:
  users: [{ login: alice }]
  repos: [{ owner: alice, name: shop }]
";

/// What is installed from npm; fails saying how where `name` is not.
pub(super) fn package(name: &str) -> PathBuf {
    let clients = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients/node");
    let package = clients.join("node_modules").join(name);
    assert!(
        package.exists(),
        "the npm package {name} is missing: run `npm ci --ignore-scripts` in tests/clients/node"
    );
    package
}

/// Node as npm brought it, for what the machine has may be too old.
fn node() -> PathBuf {
    let arch = if cfg!(target_arch = "aarch64") { "arm64" } else { "x64" };
    package(&format!("node-linux-{arch}")).join("bin/node")
}

/// The emulator's process; killed when dropped.
pub(super) struct Emulator {
    child: Child,
    url: String,
    http: Client,
    _home: TempDir,
}

impl Emulator {
    pub(super) async fn start() -> Self {
        let home = tempfile::tempdir().unwrap();
        let seed = home.path().join("seed.yaml");
        std::fs::write(&seed, SEED).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new(node());
        command.arg(package("emulate").join("dist/index.js")).args(["start", "-s", "github"]);
        command.args(["-p", &port.to_string(), "--seed"]).arg(&seed).current_dir(home.path());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::inherit());
        // Another client in this process may have installed it first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder().no_proxy().build().unwrap();
        let child = command.spawn().unwrap();
        let url = format!("http://127.0.0.1:{port}");
        let emulator = Self { child, url, http, _home: home };
        let address = ("127.0.0.1", port);
        let listening = async {
            while TcpStream::connect(address).await.is_err() {
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(PATIENCE, listening).await.expect("the emulator listens in time");
        emulator
    }

    /// The program in front of it.
    pub(super) async fn hub(&self) -> Hub {
        let at = ("GITHUB_API_URL", self.url.as_str());
        Hub::with(&[("GITHUB_REPO", "alice/shop"), ("GITHUB_TOKEN", TOKEN), at]).await
    }

    /// A request as alice herself, below her repository.
    pub(super) async fn send(&self, method: Method, path: &str, body: &Value) -> Response {
        let url = format!("{}/repos/alice/shop{path}", self.url);
        let request = self.http.request(method.clone(), url).bearer_auth(TOKEN);
        let request = if method == Method::GET { request } else { request.json(body) };
        request.send().await.unwrap()
    }

    /// What it is answered with, which is a success.
    pub(super) async fn ask(&self, method: Method, path: &str, body: Value) -> Value {
        let response = self.send(method, path, &body).await;
        assert!(response.status().is_success(), "{path} {body}: {response:?}");
        response.json().await.unwrap()
    }

    pub(super) async fn get(&self, path: &str) -> Value {
        self.ask(Method::GET, path, Value::Null).await
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // Both fail only for a process that is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
