"""PID 1 of the sandbox: runs one piece of Python code and reports on it.

Stands behind seccomp.py: the two are one program. Started with the runner's source
as its argument and, where nothing else bounds the code, with bounds as JSON: names
of setrlimit's resources and their values in "limits", bytes of everybody's memory
in "memory". Reads one request from stdin and writes
frames to stdout; ends with its stdin, and everything in the sandbox with it. Uses
only what Python 3.9 brings.

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
import stat
import struct
import sys
import time

OUT, IN = "/tmp/out", "/tmp/in"
# A warm sandbox that nobody asks for anything ends by itself.
IDLE_SECONDS = 7200
MOST_RESULT = 1 << 18
FEW_ROUNDS = 20
MOST_SKIPPED = 20
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

    def start(self, code):
        data = code.encode("utf-8", "replace")
        try:
            while data:
                data = data[os.write(self.code, data) :]
        except BrokenPipeError:
            pass
        os.close(self.code)


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

    def __init__(self, fd):
        self.fd, self.data = fd, bytearray()
        os.set_blocking(fd, False)

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
        return sum(measure(name) for name in os.listdir("/proc") if name.isdigit() and name != "1")

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


def place_files(files):
    for directory in (IN, OUT):
        os.makedirs(directory, exist_ok=True)
    for file in files:
        path = os.path.join(IN, os.path.basename(file["name"]))
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        with open(os.open(path, flags, 0o444), "wb") as target:
            target.write(file["content"])
    os.chmod(IN, 0o555)


def supervise(child, host, streams, memory, deadline, wake):
    """Passes on what the child says until it ends; its status, or none after the deadline."""
    poll = select.poll()
    readers = {stream.fd: stream for stream in streams}
    for fd in (*readers, 0, wake):
        poll.register(fd, select.POLLIN)
    status, rounds = None, 0
    while status is None:
        left = deadline - time.monotonic()
        if left <= 0:
            return None
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
            elif not readers[fd].read(host):
                poll.unregister(fd)
    return status


def reap(pid):
    """Collects everybody who has ended; the status of `pid` if it was among them."""
    found = None
    try:
        while True:
            ended, status = os.waitpid(-1, os.WNOHANG)
            if ended == 0:
                return found
            if ended == pid:
                found = status
    except ChildProcessError:
        return found


def kill_everybody():
    """Whoever still runs here, and whoever they started."""
    while True:
        try:
            os.kill(-1, signal.SIGKILL)
        except OSError:
            pass
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


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
    code = os.WEXITSTATUS(status)
    if code == 0:
        return {"exit": "ok"}
    if code == 1 and exception is not None:
        return {"exit": "exception", "exception": exception}
    return {"exit": "exit_code", "exit_code": code}


def is_odd(name):
    return not (name.isprintable() and name[0].isalnum())


class Files:
    """What the code left in /tmp/out, within bounds; links are not followed."""

    def __init__(self, host, most_files, most_bytes, most_total):
        self.host, self.sent, self.total = host, 0, 0
        self.most_files, self.most_bytes, self.most_total = most_files, most_bytes, most_total
        self.skipped, self.more_skipped = [], 0

    def collect(self):
        try:
            directory = os.open(OUT, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            # Where there are too many, those with plain names come first.
            names = sorted(os.listdir(directory), key=lambda name: (is_odd(name), os.fsencode(name)))
        except OSError:
            return
        for name in names:
            try:
                fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=directory)
            except OSError:
                self.skip(name, "not a regular file")
                continue
            try:
                self.take(name, fd, os.fstat(fd))
            finally:
                os.close(fd)

    def take(self, name, fd, info):
        if not stat.S_ISREG(info.st_mode):
            self.skip(name, "not a regular file")
        elif self.sent >= self.most_files:
            self.skip(name, f"only {self.most_files} files are taken")
        elif info.st_size > self.most_bytes:
            self.skip(name, f"{info.st_size} bytes, of at most {self.most_bytes}")
        elif self.total + info.st_size > self.most_total:
            self.skip(name, f"over {self.most_total} bytes in all")
        else:
            content = self.read(fd)
            self.sent, self.total = self.sent + 1, self.total + len(content)
            label = os.fsencode(name)
            self.host.frame(b"F", struct.pack(">H", len(label)) + label + content)
            self.host.flush()

    def read(self, fd):
        content = bytearray()
        while part := os.read(fd, self.most_bytes - len(content)):
            content += part
        return bytes(content)

    def skip(self, name, reason):
        if len(self.skipped) < MOST_SKIPPED:
            name = os.fsencode(name).decode("utf-8", "replace")
            self.skipped.append({"name": name, "reason": reason})
        else:
            self.more_skipped += 1


def serve(host, child, memory, wake):
    request = host.request()
    host.frame(b"A")
    place_files(request["files"])
    kills = memory.kills()
    most = request["output_bytes"]
    streams = [Stream(child.stdout, b"O", most), Stream(child.stderr, b"E", most)]
    result = Result(child.result)
    started = time.monotonic()
    child.start(request["code"])
    deadline = started + request["timeout_s"]
    status = supervise(child, host, [*streams, result], memory, deadline, wake)
    duration = time.monotonic() - started
    kill_everybody()
    for stream in (*streams, result):
        stream.drain(host)
    host.flush()
    exception, value, length = result.words()
    killed = memory.kills() > kills
    done = verdict(status, status is None, killed, exception)
    if done["exit"] in ("ok", "exit_code") and value is not None:
        done.update(value=value, value_characters=length)
    files = Files(host, *(request[key] for key in ("files_most", "file_bytes", "files_bytes")))
    files.collect()
    done.update(
        duration_ms=round(duration * 1000),
        stdout_bytes=streams[0].bytes,
        stderr_bytes=streams[1].bytes,
        skipped=files.skipped,
        more_skipped=files.more_skipped,
        memory_kill=killed,
    )
    host.frame(b"D", json.dumps(done).encode())
    host.flush()


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
    serve(host, child, Memory(bounds.get("memory")), wake)


main()
