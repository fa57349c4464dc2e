//! A server process under measurement.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use super::bare;

/// The token the benchmarks send.
pub(crate) const TOKEN: &str = "benchmark-token-0123456789";

/// The protocol version of requests that stand for themselves.
const MODERN: &str = "2026-07-28";

/// A running server; killed when dropped.
pub(crate) struct Server {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) port: u16,
    child: Child,
    data: tempfile::TempDir,
}

impl Server {
    /// The bare rmcp server.
    pub(crate) fn bare() -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .arg(bare::FLAG)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().parse().unwrap();
        let data = tempfile::tempdir().unwrap();
        Self { name: "bare rmcp, memory", version: MODERN, port, child, data }
    }

    /// toolhub on its embedded database or on the PostgreSQL at `url`, which must be seeded.
    pub(crate) fn toolhub(name: &'static str, url: Option<&str>) -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut command = toolhub(data.path(), url);
        let port = free_port();
        command.arg("--http").env("HTTP_PORT", port.to_string());
        Self::start(name, MODERN, port, command, data, "/readyz")
    }

    /// Another server by its command, which is told to listen on the port given.
    pub(crate) fn other(
        name: &'static str,
        version: &'static str,
        command: impl FnOnce(u16) -> Command,
    ) -> Self {
        let port = free_port();
        Self::start(name, version, port, command(port), tempfile::tempdir().unwrap(), "/")
    }

    fn start(
        name: &'static str,
        version: &'static str,
        port: u16,
        mut command: Command,
        data: tempfile::TempDir,
        ready: &str,
    ) -> Self {
        let log = std::fs::File::create(data.path().join("log")).unwrap();
        let child = command.stdout(Stdio::null()).stderr(log).spawn().unwrap();
        let server = Self { name, version, port, child, data };
        server.wait(ready);
        server
    }

    fn wait(&self, path: &str) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while Instant::now() < deadline {
            if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) {
                let request =
                    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                let mut reply = String::new();
                stream.write_all(request.as_bytes()).unwrap();
                if stream.read_to_string(&mut reply).is_ok() && reply.starts_with("HTTP/1.1 200") {
                    return;
                }
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let log = std::fs::read_to_string(self.data.path().join("log")).unwrap_or_default();
        panic!("{} does not become ready\n{log}", self.name);
    }

    pub(crate) fn cpu(&self) -> Duration {
        cpu(&self.child)
    }

    pub(crate) fn rss_mb(&self) -> f64 {
        rss_mb(&self.child)
    }
}

/// toolhub with its data in `data`, on its embedded database or on the one at `url`.
pub(crate) fn toolhub(data: &Path, url: Option<&str>) -> Command {
    let config = data.join("toolhub.toml");
    let source = url.map(|_| "[sql.sources.orders]\nallow_privileged_role = true\n");
    std::fs::write(&config, source.unwrap_or_default()).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_toolhub"));
    command
        .env_clear()
        .env("TOOLHUB_DATA_DIR", data)
        .env("TOOLHUB_CONFIG", config)
        .env("TOOLHUB_API_TOKEN", TOKEN)
        .env("TOOLHUB_CALLS_PER_MINUTE", "1000000")
        .envs(url.map(|url| ("DATABASE_URL", url)));
    command
}

/// User and system time of the process so far.
pub(crate) fn cpu(child: &Child) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
    // USER_HZ is 100 on every Linux.
    Duration::from_millis(ticks * 10)
}

/// Resident memory of the process.
pub(crate) fn rss_mb(child: &Child) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}
