//! A PostgreSQL server of a test's own, which can be stopped and started.

use std::{
    net::TcpListener,
    os::unix::{fs::chown, process::CommandExt as _},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;
use tokio::time::{sleep, timeout};
use tokio_postgres::NoTls;

use super::program::PATIENCE;

/// The role that toolhub logs in as, and its password: both must never be seen.
pub(crate) const USER: &str = "shopkeeper";
pub(crate) const PASSWORD: &str = "open-sesame-4711";
pub(crate) const DATABASE: &str = "backroom";

/// A server on loopback with a port of its own.
pub(crate) struct Cluster {
    running: Option<Child>,
    directory: TempDir,
    pub(crate) port: u16,
}

impl Cluster {
    /// Makes one and starts it.
    pub(crate) async fn start_new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        if let Some((user, group)) = unprivileged() {
            chown(directory.path(), Some(user), Some(group)).unwrap();
        }
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut cluster = Self { running: None, directory, port: free.port() };
        let mut initdb = cluster.command("initdb");
        initdb.args(["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8"]);
        initdb.args(["--locale=C.UTF-8"]);
        let made = initdb.output().unwrap();
        assert!(made.status.success(), "{made:?}");
        cluster.start().await;
        let admin = cluster.connect("postgres", "postgres").await;
        let role = format!("CREATE ROLE {USER} LOGIN PASSWORD '{PASSWORD}'");
        admin.batch_execute(&role).await.unwrap();
        let database = format!("CREATE DATABASE {DATABASE} OWNER {USER}");
        admin.batch_execute(&database).await.unwrap();
        cluster
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://{USER}:{PASSWORD}@127.0.0.1:{}/{DATABASE}", self.port)
    }

    /// Starts the server and waits until it answers.
    pub(crate) async fn start(&mut self) {
        let mut server = self.command("postgres");
        server.args(["-p", &self.port.to_string(), "-F"]);
        server.args(["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]);
        self.running = Some(server.spawn().unwrap());
        let up = async {
            // A server says in no way that it is up but by answering.
            while tokio_postgres::connect(&self.admin(), NoTls).await.is_err() {
                sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(PATIENCE, up).await.expect("PostgreSQL starts");
    }

    /// Stops the server at once, as a crash would.
    pub(crate) fn stop(&mut self) {
        let Some(mut server) = self.running.take() else { return };
        let kill = format!("kill -QUIT {}", server.id());
        let _ = Command::new("sh").args(["-c", &kill]).status();
        let _ = server.wait();
    }

    async fn connect(&self, user: &str, database: &str) -> tokio_postgres::Client {
        let url = format!("postgres://{user}@127.0.0.1:{}/{database}", self.port);
        super::postgres::connect(&url).await
    }

    fn admin(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// One of PostgreSQL's programs on this data directory; it refuses to run as root.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(programs().join(program));
        command.arg("-D").arg(self.directory.path().join("data"));
        command.current_dir(self.directory.path()).stdout(Stdio::null()).stderr(Stdio::null());
        if let Some((user, group)) = unprivileged() {
            command.uid(user).gid(group);
        }
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Where PostgreSQL's programs are.
fn programs() -> PathBuf {
    let asked = Command::new("pg_config").arg("--bindir").output();
    let told = asked.ok().map(|output| String::from_utf8(output.stdout).unwrap());
    let told = told.map(|path| PathBuf::from(path.trim()));
    let usual = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let usual = usual.filter_map(|version| Some(version.ok()?.path().join("bin")));
    told.into_iter()
        .chain(usual)
        .find(|path| path.join("initdb").exists())
        .expect("PostgreSQL's server is not installed: apt-get install postgresql")
}

/// The user and group `postgres`, when the tests run as root.
fn unprivileged() -> Option<(u32, u32)> {
    let id = |arguments: &[&str]| -> Option<u32> {
        let output = Command::new("id").args(arguments).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse().ok()
    };
    if id(&["-u"]) != Some(0) {
        return None;
    }
    let postgres = id(&["-u", "postgres"]).zip(id(&["-g", "postgres"]));
    Some(postgres.expect("there is no user postgres: apt-get install postgresql"))
}
