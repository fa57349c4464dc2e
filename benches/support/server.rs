//! A server process under measurement.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use super::bare;

/// The token the benchmarks send.
pub(crate) const TOKEN: &str = "benchmark-token-0123456789";

/// A running server; killed when dropped.
pub(crate) struct Server {
    pub(crate) name: &'static str,
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
        Self { name: "bare rmcp, memory", port, child, data: tempfile::tempdir().unwrap() }
    }

    /// toolhub on its embedded database or on the PostgreSQL at `url`, which must be seeded.
    pub(crate) fn toolhub(name: &'static str, url: Option<&str>) -> Self {
        let data = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new(env!("CARGO_BIN_EXE_toolhub"));
        command
            .arg("--http")
            .env_clear()
            .env("TOOLHUB_DATA_DIR", data.path())
            .env("TOOLHUB_API_TOKEN", TOKEN)
            .env("TOOLHUB_CALLS_PER_MINUTE", "1000000")
            .env("HTTP_PORT", port.to_string())
            .envs(url.map(|url| ("DATABASE_URL", url)))
            .stderr(std::fs::File::create(data.path().join("log")).unwrap());
        let server = Self { name, port, child: command.spawn().unwrap(), data };
        server.wait();
        server
    }

    fn wait(&self) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while Instant::now() < deadline {
            if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) {
                let request =
                    "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
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

    /// User and system time so far.
    pub(crate) fn cpu(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
        // USER_HZ is 100 on every Linux.
        Duration::from_millis(ticks * 10)
    }

    /// Resident memory.
    pub(crate) fn rss_mb(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}
