//! The supervisor's protocol, spoken with the supervisor itself: the real one, in
//! a process namespace of its own.

use std::{
    io::{Read as _, Write as _},
    process::{Child, ChildStdout, Command, Stdio},
};

use serde_json::{Value, json};

const SUPERVISOR: &str = concat!(
    include_str!("../../../sandbox/seccomp.py"),
    include_str!("../../../sandbox/files.py"),
    include_str!("../../../sandbox/processes.py"),
    include_str!("../../../sandbox/supervisor.py")
);
const RUNNER: &str = include_str!("../../../sandbox/runner.py");
const NONCE: [u8; 16] = *b"0123456789abcdef";

/// A supervisor as the first process of its namespace.
struct Supervisor {
    child: Child,
    stdout: ChildStdout,
}

impl Supervisor {
    fn start() -> Self {
        Self::within(1024)
    }

    /// With so many open files at once.
    fn within(open_files: u32) -> Self {
        let mut command = Command::new("prlimit");
        command.args([&format!("--nofile={open_files}"), "bwrap"]);
        command.args(["--unshare-all", "--as-pid-1", "--die-with-parent", "--new-session"]);
        command.args(["--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev"]);
        command.args(["--tmpfs", "/tmp", "--cap-drop", "ALL"]);
        command.args(["python3", "-I", "-S", "-B", "-c", SUPERVISOR, RUNNER]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("bwrap is missing: apt-get install bubblewrap");
        let stdout = child.stdout.take().unwrap();
        let mut supervisor = Self { child, stdout };
        let (nonce, kind, ready) = supervisor.frame().expect("it says that it is ready");
        assert_eq!((nonce, kind), ([0; 16], b'R'));
        let ready: Value = serde_json::from_slice(&ready).unwrap();
        assert_eq!(ready["protocol"], 1);
        supervisor
    }

    fn send(&mut self, bytes: &[u8]) {
        self.child.stdin.as_mut().unwrap().write_all(bytes).unwrap();
    }

    fn ask(&mut self, code: &str, timeout: f64) {
        self.ask_in(code, timeout, false, NONCE);
    }

    fn ask_in(&mut self, code: &str, timeout: f64, session: bool, nonce: [u8; 16]) {
        let nonce = format!("{:032x}", u128::from_be_bytes(nonce));
        let head = json!({
            "nonce": nonce, "code": code, "timeout_s": timeout, "output_bytes": 1000,
            "session": session,
            "files": [{ "name": "in.txt", "bytes": 5 }],
            "files_most": 2, "file_bytes": 100, "files_bytes": 150,
        });
        let head = head.to_string();
        self.send(&u32::try_from(head.len()).unwrap().to_be_bytes());
        self.send(head.as_bytes());
        self.send(b"hello");
    }

    fn frame(&mut self) -> Option<([u8; 16], u8, Vec<u8>)> {
        let mut header = [0; 21];
        self.stdout.read_exact(&mut header).ok()?;
        let length = u32::from_be_bytes(header[17..].try_into().unwrap());
        let mut payload = vec![0; length as usize];
        self.stdout.read_exact(&mut payload).unwrap();
        Some((header[..16].try_into().unwrap(), header[16], payload))
    }

    /// The frames of a call of a session, which begin with `number`, and how it went.
    fn converse(&mut self, number: u8, code: &str) -> (Vec<(char, Vec<u8>)>, Value) {
        self.ask_in(code, 5.0, true, [number; 16]);
        let mut frames = Vec::new();
        loop {
            let (nonce, kind, payload) = self.frame().expect("it says how it went");
            assert_eq!(nonce, [number; 16]);
            match kind {
                b'A' => {}
                b'D' => return (frames, serde_json::from_slice(&payload).unwrap()),
                _ => frames.push((char::from(kind), payload)),
            }
        }
    }

    /// All frames of a run: what was written where, and how it went.
    fn run(code: &str) -> (Vec<(char, Vec<u8>)>, Value) {
        let mut supervisor = Self::start();
        supervisor.ask(code, 5.0);
        let mut frames = Vec::new();
        while let Some((nonce, kind, payload)) = supervisor.frame() {
            assert_eq!(nonce, NONCE);
            frames.push((char::from(kind), payload));
        }
        let (kind, done) = frames.pop().unwrap();
        assert_eq!(kind, 'D');
        assert_eq!(frames.remove(0), ('A', Vec::new()));
        (frames, serde_json::from_slice(&done).unwrap())
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_request_is_answered_in_frames() {
    let (frames, done) = Supervisor::run(
        "import os\nos.write(1, open('/tmp/in/in.txt', 'rb').read())\n\
         open('/tmp/out/f', 'w').write('abc')",
    );
    let file = [&[0, 1][..], b"f", b"abc"].concat();
    assert_eq!(frames, [('O', b"hello".to_vec()), ('F', file)]);
    assert_eq!((&done["exit"], &done["value"]), (&json!("ok"), &json!("3")));
    assert_eq!(done["stdout_bytes"], 5);
}

#[test]
fn of_much_output_the_begin_and_the_end_come() {
    let (frames, done) = Supervisor::run("print('a' * 5000 + 'z' * 250, end='')");
    let of = |wanted| {
        frames.iter().filter(move |(kind, _)| *kind == wanted).flat_map(|(_, bytes)| bytes.clone())
    };
    assert_eq!(of('O').collect::<Vec<_>>(), b"a".repeat(750));
    assert_eq!(of('o').collect::<Vec<_>>(), b"z".repeat(250));
    assert_eq!(done["stdout_bytes"], 5250);
}

#[test]
fn it_ends_with_its_stdin_whatever_runs() {
    let mut supervisor = Supervisor::start();
    supervisor.ask("import os, time\nprint('x')\nos.fork()\ntime.sleep(60)", 60.0);
    assert_eq!(supervisor.frame().unwrap().1, b'A');
    assert_eq!(supervisor.frame().unwrap().1, b'O');
    drop(supervisor.child.stdin.take());
    // The rest of the line may still come.
    while let Some((_, kind, _)) = supervisor.frame() {
        assert_eq!(kind, b'O');
    }
    let mut waiting = Supervisor::start();
    drop(waiting.child.stdin.take());
    assert!(waiting.frame().is_none());
}

#[test]
fn code_cannot_speak_in_its_place() {
    // Into every descriptor it has, every one it can find, and its own report.
    let code = "
import glob, os
fake = bytes(16) + b'D' + (2).to_bytes(4, 'big') + b'{}'
for fd in range(64):
    try: os.write(fd, fake)
    except OSError: pass
for path in glob.glob('/proc/[0-9]*/fd/*') + ['/proc/1/fd/0', '/proc/1/fd/1', '/proc/1/mem']:
    try: open(path, 'wb', buffering=0).write(fake)
    except OSError: pass
os.kill(1, 2); os.kill(1, 15); os.kill(1, 9); os.kill(1, 17)
os.write(4, b'{\"value\": 5, \"exception\": [[[')
raise SystemExit(5)
";
    let (frames, done) = Supervisor::run(code);
    assert!(frames.iter().all(|(kind, _)| "OEoe".contains(*kind)), "{frames:?}");
    assert_eq!((&done["exit"], &done["exit_code"]), (&json!("exit_code"), &json!(5)));
}

#[test]
fn nothing_of_the_code_goes_on_after_it() {
    let code = "
import os, sys
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True: os.write(1, b'still here')
    os._exit(0)
os._exit(0)
";
    let (frames, done) = Supervisor::run(code);
    assert_eq!(done["exit"], "ok");
    assert!(frames.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() <= 1000);
}

#[test]
fn a_session_answers_one_request_after_the_other() {
    let mut session = Supervisor::start();
    let (_, done) = session.converse(1, "x = 1");
    assert_eq!((&done["exit"], &done["alive"]), (&json!("ok"), &json!(true)));
    let (frames, done) = session.converse(2, "print(x)\nx + 1");
    // A line may come in parts.
    assert!(frames.iter().all(|(kind, _)| *kind == 'O'), "{frames:?}");
    assert_eq!(frames.into_iter().flat_map(|(_, bytes)| bytes).collect::<Vec<_>>(), b"1\n");
    assert_eq!((&done["value"], &done["alive"]), (&json!("2"), &json!(true)));
    let (_, done) = session.converse(3, "import os; os._exit(7)");
    assert_eq!((&done["exit_code"], &done["alive"]), (&json!(7), &json!(false)));
    assert!(session.frame().is_none(), "the sandbox ends with its session");
}

#[test]
fn a_long_session_runs_out_of_nothing() {
    let mut session = Supervisor::within(32);
    for number in 1..60 {
        let code = format!("n = open('/tmp/out/f', 'w').write('{number:03}')");
        let (frames, done) = session.converse(number, &code);
        assert_eq!(done["exit"], "ok", "{done}");
        let file = format!("\0\x01f{number:03}").into_bytes();
        assert_eq!(frames, [('F', file)], "call {number}");
    }
}

#[test]
fn a_session_whose_code_closes_everything_ends_at_once() {
    for (code, ended) in [
        ("import os; os.closerange(3, 64)", json!({ "exit": "ok" })),
        ("import os; os.close(4); raise SystemExit(3)", json!({ "exit": "exit_code" })),
        ("import os; os.close(4); 1 / 0", json!({ "exit": "exit_code" })),
    ] {
        let (_, done) = Supervisor::start().converse(1, code);
        assert_eq!((&done["exit"], &done["alive"]), (&ended["exit"], &json!(false)), "{code}");
    }
}

#[test]
fn who_has_others_go_on_stands_still_too() {
    // Each says when it was running: by the hundredth of a second.
    let code = "
import mmap, os, signal, time
ran = mmap.mmap(-1, 100_000)
for _ in range(4):
    if os.fork() == 0:
        while True:
            ran[int(time.monotonic() * 100) % 100_000] = 1
            try: os.kill(-1, signal.SIGCONT)
            except OSError: pass
time.sleep(.2)
ended = time.monotonic()";
    let mut session = Supervisor::start();
    let (_, done) = session.converse(1, code);
    // That they were all stopped, or all ended, are both answers.
    if done["alive"] == true {
        std::thread::sleep(std::time::Duration::from_secs(1));
        let code = "sum(ran[n % 100_000] for n in range(int((ended + .6) * 100), int((ended + .9) * 100)))";
        let (_, done) = session.converse(2, code);
        assert_eq!(done["value"], "0", "hundredths of a second between the calls: {done}");
    }
}

#[test]
fn of_a_long_value_nothing_is_dropped_unseen() {
    for length in [24_000, 24_001, 24_007, 24_008, 30_000] {
        let (_, done) = Supervisor::run(&format!("'x' * {}", length - 2));
        let shown = done["value"].as_str().unwrap();
        assert_eq!(done["value_characters"], length);
        let is_whole = !shown.contains("[...]");
        assert!(is_whole == (shown.len() == length) && shown.len() <= length, "{length}");
    }
}

#[test]
fn what_a_call_leaves_behind_cannot_speak_for_a_later_one() {
    // It reports in the runner's place, as if it had ended, and goes on.
    let code = "
import os, sys, time
frame = sys._getframe()
while 'task' not in frame.f_locals: frame = frame.f_back
mark = frame.f_locals['task']['mark']
os.write(4, b'{\"mark\": \"%s\", \"exit_code\": 0, \"value\": \"early\"}\\n' % mark.encode())
time.sleep(.3)
'late'";
    let mut session = Supervisor::start();
    let (_, done) = session.converse(1, code);
    assert_eq!((&done["value"], &done["alive"]), (&json!("early"), &json!(true)));
    let (_, done) = session.converse(2, "1");
    let ended = (&done["exit"], &done["signal"], &done["alive"]);
    assert_eq!(ended, (&json!("signal"), &json!("SIGKILL"), &json!(false)));
    assert_eq!(done["value"], json!(null));
    // Nor do words that are nobody's, or threads that write when nobody asks.
    let mut session = Supervisor::start();
    let code = "
import os, threading
fake = bytes(16) + b'D' + (2).to_bytes(4, 'big') + b'{}'
def speak():
    while True:
        for fd in (1, 2): os.write(fd, fake)
threading.Thread(target=speak, daemon=True).start()";
    assert_eq!(session.converse(1, code).1["alive"], true);
    let (frames, done) = session.converse(2, "'mine'");
    assert!(frames.iter().all(|(kind, _)| "OEoe".contains(*kind)));
    assert_eq!(done["value"], "'mine'");
    let (_, done) = session.converse(3, "os.write(4, b'{}\\n')");
    assert_eq!((&done["exit"], &done["alive"]), (&json!("signal"), &json!(false)));
}

#[test]
fn outside_of_a_sandbox_it_does_not_start() {
    let run = Command::new("python3").args(["-I", "-c", SUPERVISOR, RUNNER]).output().unwrap();
    assert_eq!(run.status.code(), Some(1));
    let text = String::from_utf8(run.stderr).unwrap();
    assert!(text.contains("does not run outside of one"), "{text}");
}
