"""PID 1 of the sandbox: runs one piece of Python code and reports on it, or in a
session one after the other.

Stands behind seccomp.py, files.py and processes.py: the four are one program.
Started with the runner's source as its argument and, where nothing else bounds the
code, with bounds as JSON: names of setrlimit's resources and their values in
"limits", bytes of everybody's memory in "memory". Reads a request from stdin and
writes frames to stdout; ends with its stdin, and everything in the sandbox with it.
Uses only what Python 3.9 brings.

In a session (`"session": true` in the request) the runner stays, and while no code
is asked for, whatever runs here stands still. The next request may come when the
frame D says `alive`.

A request: u32 length, JSON, then the contents of the files it announces.
A frame: 16 bytes that the request named (zeros before it), one byte of kind,
u32 length, payload. Numbers are big-endian. Kinds:
    R  ready: JSON                A  the request was read: empty
    O  E  stdout, stderr as it comes, up to a bound
    o  e  the last of them, where something between was dropped
    F  a file from /tmp/out: u16 length, name, content
    D  done: JSON
"""

import json
import os
import resource
import select
import signal
import struct
import sys
import time

# A warm sandbox that nobody asks for anything ends by itself.
IDLE_SECONDS = 7200
MOST_RESULT = 1 << 20
FEW_ROUNDS = 20
ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": "/tmp",
    "TMPDIR": "/tmp",
    "LANG": "C.UTF-8",
    "MPLBACKEND": "Agg",
    "MPLCONFIGDIR": "/tmp/.matplotlib",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


class Host:
    """The frames to and from whoever started this sandbox."""

    def __init__(self):
        self.nonce = bytes(16)
        self.waiting = bytearray()
        os.set_blocking(1, False)

    def frame(self, kind, payload=b""):
        self.waiting += self.nonce + kind + struct.pack(">I", len(payload)) + payload
        self.push()

    def push(self):
        """Writes what fits now: a host that does not read must not stop the clock."""
        try:
            while self.waiting:
                del self.waiting[: os.write(1, self.waiting)]
        except BlockingIOError:
            pass

    def flush(self):
        os.set_blocking(1, True)
        self.push()
        os.set_blocking(1, False)

    def read(self, size):
        parts = []
        while size:
            part = os.read(0, min(size, 1 << 20))
            if not part:
                os._exit(0)
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def request(self):
        if not select.select([0], [], [], IDLE_SECONDS)[0]:
            os._exit(0)
        (length,) = struct.unpack(">I", self.read(4))
        request = json.loads(self.read(length))
        self.nonce = bytes.fromhex(request["nonce"])
        for file in request["files"]:
            file["content"] = self.read(file["bytes"])
        return request


class Child:
    """The runner, waiting for its code in a session of its own."""

    def __init__(self, runner, limits):
        code, self.code = os.pipe()
        self.stdout, stdout = os.pipe()
        self.stderr, stderr = os.pipe()
        self.result, result = os.pipe()
        null = os.open(os.devnull, os.O_RDONLY)
        self.pid = os.fork()
        if self.pid == 0:
            try:
                self.become(runner, limits, (null, stdout, stderr, code, result))
            finally:
                os._exit(127)
        for fd in (code, stdout, stderr, result, null):
            os.close(fd)
        self.waiting = b""
        os.set_blocking(self.code, False)

    @staticmethod
    def become(runner, limits, descriptors):
        os.setsid()
        # Out of the way of the numbers they get.
        descriptors = [os.dup(os.dup(fd)) for fd in descriptors]
        top = max(descriptors) + 1
        for place, fd in enumerate(descriptors):
            os.dup2(fd, top + place, inheritable=True)
        for place in range(len(descriptors)):
            os.dup2(top + place, place, inheritable=True)
        os.closerange(len(descriptors), 4096)
        for number in (signal.SIGINT, signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(number, signal.SIG_DFL)
        try:
            # It goes before this process when memory runs out.
            with open("/proc/self/oom_score_adj", "w") as file:
                file.write("1000")
        except OSError:
            pass
        for name, most in limits.items():
            resource.setrlimit(getattr(resource, name), (most, most))
        os.chdir("/tmp")
        os.execve(sys.executable, ["python3", "-I", "-B", "-u", "-c", runner], ENVIRONMENT)

    def start(self, code, session, mark):
        task = json.dumps({"code": code, "session": session, "mark": mark}).encode()
        self.waiting = struct.pack(">I", len(task)) + task
        self.push()

    def push(self):
        """Writes what fits now: in a session the runner may still be busy."""
        try:
            while self.waiting:
                self.waiting = self.waiting[os.write(self.code, self.waiting) :]
        except BlockingIOError:
            pass
        except BrokenPipeError:
            self.waiting = b""


class Stream:
    """An output of the child: passed on up to a bound, then only its end is kept."""

    def __init__(self, fd, kind, most):
        self.fd, self.kind = fd, kind
        self.room, self.most_tail = most * 3 // 4, most // 4
        self.bytes, self.tail = 0, bytearray()
        os.set_blocking(fd, False)

    def read(self, host):
        """Whether more may come."""
        try:
            data = os.read(self.fd, 65536)
        except BlockingIOError:
            return True
        self.bytes += len(data)
        head, rest = data[: self.room], data[self.room :]
        if head:
            self.room -= len(head)
            host.frame(self.kind, head)
        self.tail += rest
        if len(self.tail) > 2 * self.most_tail:
            del self.tail[: -self.most_tail]
        return bool(data)

    def drain(self, host):
        """What is left in the pipe now that nobody writes any more."""
        before = -1
        while before != self.bytes:
            before = self.bytes
            if not self.read(host):
                break
        del self.tail[: -self.most_tail]
        if self.tail:
            host.frame(self.kind.lower(), bytes(self.tail))


class Result:
    """What the runner says about its code."""

    def __init__(self, fd, mark):
        self.fd, self.mark, self.data = fd, mark, bytearray()
        os.set_blocking(fd, False)

    def is_there(self):
        """Whether it has said all, which in a session does not end it."""
        return self.mark is not None and (b"\n" in self.data or len(self.data) > MOST_RESULT)

    def exit_code(self):
        """The code's own exit code in a session; none from anybody but the runner in
        this very call."""
        try:
            result = json.loads(self.data)
            code = result["exit_code"]
            return code if result["mark"] == self.mark and isinstance(code, int) else None
        except (ValueError, TypeError, KeyError, RecursionError):
            return None

    def read(self, _):
        try:
            data = os.read(self.fd, 65536)
        except BlockingIOError:
            return True
        if len(self.data) <= MOST_RESULT:
            self.data += data
        return bool(data)

    def drain(self, host):
        before = -1
        while before != len(self.data):
            before = len(self.data)
            self.read(host)

    def words(self):
        try:
            result = json.loads(self.data)
            exception = result.get("exception")
            if exception is not None:
                parts = ("type", "message", "traceback")
                exception = {part: clean(exception[part]) for part in parts}
            value = result.get("value")
            value = None if value is None else clean(value)
            length = result.get("value_characters")
            return exception, value, length if isinstance(length, int) else None
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None, None, None


def clean(text):
    """Text without lone surrogates, which JSON readers refuse."""
    return str(text).encode("utf-8", "backslashreplace").decode()


class Memory:
    """What everybody takes together, and who was killed because it was too much."""

    # Of the kernel's own bound (cgroup v1 and v2).
    PLACES = ("/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control")
    LOOK_SECONDS = 0.02
    # Of a process: quick to read, and exact (what it shares is counted in part).
    QUICK, EXACT = ("RssAnon:", "RssShmem:"), ("Pss_Anon:", "Pss_Shmem:")

    def __init__(self, most):
        """The kernel bounds it, or, where `most` says how much there is, this class does."""
        self.most, self.killed = most, 0
        self.patience = None if most is None else self.LOOK_SECONDS

    def kills(self):
        for place in self.PLACES:
            try:
                with open(place) as file:
                    lines = [line.split() for line in file]
                return sum(int(line[1]) for line in lines if line[0] == "oom_kill")
            except (OSError, ValueError, IndexError):
                continue
        return self.killed

    def enforce(self):
        if self.most is None or self.used(self.quick) <= self.most:
            return
        if self.used(lambda pid: self.exact(pid) or self.quick(pid)) > self.most:
            self.killed += 1
            os.kill(-1, signal.SIGKILL)

    @staticmethod
    def used(measure):
        return sum(map(measure, everybody()))

    def quick(self, pid):
        return self.read(f"/proc/{pid}/status", self.QUICK)

    def exact(self, pid):
        return self.read(f"/proc/{pid}/smaps_rollup", self.EXACT)

    @staticmethod
    def read(path, names):
        """The sum of the lines of those names; nothing of who is gone, or hides it."""
        try:
            with open(path) as file:
                lines = [line.split() for line in file]
        except OSError:
            return 0
        return sum(int(line[1]) << 10 for line in lines if line[0] in names)


def supervise(child, host, streams, result, memory, deadline, wake):
    """Passes on what the child says until it ends or in a session has said all; its
    status if it ended, and whether the deadline passed."""
    poll = select.poll()
    readers = {stream.fd: stream for stream in (*streams, result)}
    for fd in (*readers, 0, wake):
        poll.register(fd, select.POLLIN)
    if child.waiting:
        poll.register(child.code, select.POLLOUT)
    status, rounds = None, 0
    while status is None and not result.is_there():
        left = deadline - time.monotonic()
        if left <= 0:
            return None, True
        if rounds > FEW_ROUNDS:
            # Lines of a busy printer come in larger parts this way.
            time.sleep(0.001)
        rounds += 1
        if host.waiting:
            poll.register(1, select.POLLOUT)
        memory.enforce()
        for fd, _ in poll.poll(min(left, memory.patience or left) * 1000 + 1):
            if fd == 0:
                # Nobody waits for the outcome any more.
                os._exit(0)
            elif fd == 1:
                host.push()
                if not host.waiting:
                    poll.unregister(1)
            elif fd == wake:
                os.read(wake, 4096)
                status = reap(child.pid)
            elif fd == child.code:
                child.push()
                if not child.waiting:
                    poll.unregister(fd)
            elif not readers[fd].read(host):
                poll.unregister(fd)
    return status, False


def verdict(status, timed_out, out_of_memory, exception):
    if timed_out:
        return {"exit": "timed_out"}
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGKILL and out_of_memory:
            return {"exit": "out_of_memory"}
        try:
            return {"exit": "signal", "signal": signal.Signals(number).name}
        except ValueError:
            return {"exit": "signal", "signal": f"SIG{number}"}
    return verdict_of(os.WEXITSTATUS(status), exception)


def verdict_of(code, exception):
    if code == 0:
        return {"exit": "ok"}
    if code == 1 and exception is not None:
        return {"exit": "exception", "exception": exception}
    return {"exit": "exit_code", "exit_code": code}


def serve(host, child, memory, wake, seen):
    """Answers one request; whether another one may follow."""
    request = host.request()
    host.frame(b"A")
    session = request.get("session", False)
    kills = memory.kills()
    most = request["output_bytes"]
    streams = [Stream(child.stdout, b"O", most), Stream(child.stderr, b"E", most)]
    result = Result(child.result, os.urandom(8).hex() if session else None)
    started, duration = time.monotonic(), 0
    try:
        # Whoever could meddle with it stands still.
        place_files(request["files"])
    except OSError as error:
        refused = {"type": type(error).__name__, "message": clean(error), "traceback": ""}
        done, alive = {"exit": "exception", "exception": refused}, session
    else:
        signal_everybody(signal.SIGCONT)
        child.start(request["code"], session, result.mark)
        deadline = started + request["timeout_s"]
        ended = supervise(child, host, streams, result, memory, deadline, wake)
        duration = time.monotonic() - started
        done, alive = conclude(host, streams, result, ended, lambda: memory.kills() > kills)
    files = Files(host, seen, *(request[key] for key in ("files_most", "file_bytes", "files_bytes")))
    files.collect()
    done.update(
        alive=alive,
        duration_ms=round(duration * 1000),
        stdout_bytes=streams[0].bytes,
        stderr_bytes=streams[1].bytes,
        skipped=files.skipped,
        more_skipped=files.more_skipped,
        memory_kill=memory.kills() > kills,
    )
    host.frame(b"D", json.dumps(done).encode())
    host.flush()
    return alive


def conclude(host, streams, result, ended, out_of_memory):
    """Ends what the code left running, or in a session has it stand still; how the
    code went, and whether the session goes on."""
    status, timed_out = ended
    code = result.exit_code() if status is None and not timed_out else None
    if code is not None and not stand_still():
        code = None
    if code is None:
        kill_everybody()
        result.drain(host)
    for stream in streams:
        stream.drain(host)
    host.flush()
    exception, value, length = result.words()
    if code is not None:
        done = verdict_of(code, exception)
    else:
        # Whoever speaks in the runner's place, or does not stand still, is ended.
        status = signal.SIGKILL if status is None else status
        done = verdict(status, timed_out, out_of_memory(), exception)
    if done["exit"] in ("ok", "exit_code") and value is not None:
        done.update(value=value, value_characters=length)
    return done, code is not None


def main():
    if os.getpid() != 1:
        # It ends every process it can see.
        sys.exit("this is the first process of a sandbox; it does not run outside of one")
    # PID 1 only gets the signals it handles: code in here must not end it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wake, woken = os.pipe()
    os.set_blocking(woken, False)
    signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    confine()
    # It writes where only the owner of a dumpable process may.
    bounds = json.loads(sys.argv[2]) if len(sys.argv) > 2 else {}
    child = Child(sys.argv[1], bounds.get("limits", {}))
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    host = Host()
    version = ".".join(map(str, sys.version_info[:3]))
    host.frame(b"R", json.dumps({"protocol": 1, "python": version}).encode())
    seen, memory = {}, Memory(bounds.get("memory"))
    while serve(host, child, memory, wake, seen):
        pass


main()
