//! A source behind a pooler that gives every transaction another session: the
//! settings hold all the same, and nobody else finds them.

use std::{
    io::Write as _,
    net::{TcpListener, TcpStream},
    os::unix::fs::PermissionsExt as _,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::json;
use toolhub::config::{Secret, Store};

use super::{ask_with, postgres::Place, source, value};
use crate::support::postgres::{connect, server};

/// PgBouncer in transaction mode in front of the test server.
struct Pooler {
    port: u16,
    process: Child,
    _directory: tempfile::TempDir,
}

impl Pooler {
    fn start(place: &Place, extra: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let open = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(directory.path(), open).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let (address, _) = server();
        let (host, server_port) = address.rsplit_once(':').unwrap();
        let users = directory.path().join("users.txt");
        std::fs::write(&users, format!("\"{}\" \"\"\n", place.role)).unwrap();
        let config = directory.path().join("pgbouncer.ini");
        let mut file = std::fs::File::create(&config).unwrap();
        write!(
            file,
            "[databases]\n* = host={host} port={server_port}\n[pgbouncer]\n\
             listen_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n\
             auth_type = trust\nauth_file = {}\npool_mode = transaction\n\
             default_pool_size = 2\n{extra}\n",
            users.display()
        )
        .unwrap();
        let mut command = Command::new("pgbouncer");
        // it refuses to be root
        if std::fs::metadata("/proc/self").is_ok_and(|this| is_root(&this)) {
            command.args(["-u", "postgres"]);
        }
        let process = command.arg(&config).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let process = process.expect("pgbouncer is needed: apt-get install pgbouncer");
        let pooler = Self { port, process, _directory: directory };
        let deadline = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < deadline, "pgbouncer does not listen");
            std::thread::yield_now();
        }
        pooler
    }

    fn url(&self, place: &Place) -> String {
        place.database.url_at(Some(&format!("{}@127.0.0.1:{}", place.role, self.port)), "")
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn is_root(this: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    this.uid() == 0
}

const SESSION: &str = "
    CREATE VIEW session AS SELECT current_setting('search_path') || ' ' ||
        current_setting('statement_timeout') || ' ' || current_setting('transaction_read_only') ||
        ' ' || current_setting('IntervalStyle') || ' ' || current_setting('lock_timeout')";

#[tokio::test]
async fn settings_hold_behind_a_pooler() {
    // refused, and silently dropped
    for extra in ["", "ignore_startup_parameters = options"] {
        let place = Place::new(SESSION).await;
        let pooler = Pooler::start(&place, extra);
        let url = pooler.url(&place);
        let source = source(Store::Postgres { url: Secret::new(url.clone()) }, |_| ());
        for _ in 0..20 {
            let session = value(&source, "SELECT * FROM public.session").await;
            assert_eq!(session, json!("pg_catalog, pg_temp 5s on iso_8601 1s"), "{extra}");
            let (five, six) = (json!(5), json!(6));
            let (five, six) = ([five], [six]);
            let both = tokio::join!(
                ask_with(&source, "SELECT $1::int + 1", &five),
                ask_with(&source, "SELECT $1::int + 1", &six),
            );
            assert_eq!(both.0.unwrap().rows, [[json!(6)]]);
            assert_eq!(both.1.unwrap().rows, [[json!(7)]]);
        }
        let other = connect(&url).await;
        for _ in 0..4 {
            let row = other.simple_query("SHOW search_path").await.unwrap();
            assert!(format!("{row:?}").contains("public"), "{row:?}");
        }
    }
}
