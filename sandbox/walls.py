"""The walls around the supervisor in a virtual machine: what a container's
runtime does elsewhere.

Run by root, with the limits as JSON, Python's command line for the supervisor
behind them. Gives it namespaces without a network, a control group with the
limits, a root that shows programs and libraries and where only /tmp can be
written, and none of root's rights; then becomes it. Uses only what Python 3.9
brings. Where a wall cannot be built, nothing runs.
"""

import ctypes
import fcntl
import json
import os
import resource
import signal
import socket
import struct
import sys

NOBODY = 65534
# Programs and libraries; the rest of the machine is not there.
SHOWN = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc")
DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
LINKS = {"fd": "/proc/self/fd", "stdin": "fd/0", "stdout": "fd/1", "stderr": "fd/2", "ptmx": "pts/ptmx"}
MASKED = ("kcore", "keys", "latency_stats", "sched_debug", "timer_list")
FROZEN = ("bus", "fs", "irq", "sys", "sysrq-trigger")
# Not there where the kernel does not count swap.
OF_SWAP = ("memory.swap.max", "memory.memsw.limit_in_bytes")
# The new root while it is built; /tmp is everywhere.
ROOT = "/tmp"

# CLONE_NEWNS, _NEWUTS, _NEWIPC, _NEWPID, _NEWNET; a control group's is taken from within it.
NAMESPACES = 0x00020000 | 0x04000000 | 0x08000000 | 0x20000000 | 0x40000000
NEW_CGROUP = 0x02000000
RDONLY, NOSUID, NODEV, NOEXEC, REMOUNT, BIND, REC, PRIVATE = 1, 2, 4, 8, 32, 4096, 16384, 1 << 18
DETACH = 2
PR_SET_PDEATHSIG, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 24, 38
CAPABILITY_VERSION_3 = 0x20080522
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}

libc = ctypes.CDLL(None, use_errno=True)


def ask(name, *arguments):
    """A call of the C library that Python does not have."""
    if getattr(libc, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def mount(source, target, kind=None, flags=0, data=None):
    text = [None if part is None else os.fsencode(part) for part in (source, target, kind, data)]
    ask("mount", text[0], text[1], text[2], ctypes.c_ulong(flags), text[3])


def show(source, target, flags=RDONLY | NOSUID | NODEV):
    """The same file or directory at another place, and what lies on it left out."""
    mount(source, target, flags=BIND)
    mount(None, target, flags=BIND | REMOUNT | flags)


def write(path, text):
    with open(path, "w") as file:
        file.write(str(text))


def touch(path):
    write(path, "")
    return path


def control_groups(limits):
    """What bounds memory, processes and CPU, by either version of control groups:
    where a group is, where it is shown, and its settings."""
    # The machine's own services need some of its memory.
    there = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    memory, processes = min(limits["memory"], there - there // 8), limits["processes"]
    top, name = "/sys/fs/cgroup", "toolhub"
    if os.path.exists(f"{top}/cgroup.controllers"):
        write(f"{top}/cgroup.subtree_control", "+memory +pids +cpu")
        settings = {"memory.max": memory, "memory.swap.max": 0}
        settings.update({"pids.max": processes, "cpu.max": "100000 100000"})
        return [(f"{top}/{name}", top, settings)]
    parts = {
        "memory": {"memory.limit_in_bytes": memory, "memory.memsw.limit_in_bytes": memory},
        "pids": {"pids.max": processes},
        "cpu": {"cpu.cfs_quota_us": 100000},
    }
    return [(f"{top}/{part}/{name}", f"{top}/{part}", settings) for part, settings in parts.items()]


def enter_control_groups(groups):
    for group, _, settings in groups:
        os.makedirs(group, exist_ok=True)
        for file, value in settings.items():
            if file not in OF_SWAP or os.path.exists(f"{group}/{file}"):
                write(f"{group}/{file}", value)
        write(f"{group}/cgroup.procs", 0)


def build_root(limits, groups):
    mount(None, "/", flags=PRIVATE | REC)
    mount("tmpfs", ROOT, "tmpfs", NOSUID | NODEV, "mode=755,size=1m")
    for place in dict.fromkeys((*SHOWN, sys.base_prefix, sys.prefix)):
        target = ROOT + place
        if os.path.lexists(target) or not os.path.isdir(place):
            continue
        if os.path.islink(place):
            os.symlink(os.readlink(place), target)
        else:
            os.makedirs(target)
            show(place, target)
    build_dev()
    build_proc()
    for group, place, _ in groups:
        os.makedirs(ROOT + place)
        show(group, ROOT + place, RDONLY | NOSUID | NODEV | NOEXEC)
    os.mkdir(f"{ROOT}/tmp")
    bounds = f"mode=1777,size={limits['scratch_bytes']},nr_inodes={limits['scratch_files']}"
    mount("tmpfs", f"{ROOT}/tmp", "tmpfs", NOSUID | NODEV | NOEXEC, bounds)
    mount(None, ROOT, flags=REMOUNT | BIND | RDONLY | NOSUID | NODEV)


def build_dev():
    dev = f"{ROOT}/dev"
    os.makedirs(f"{dev}/pts")
    os.makedirs(f"{dev}/shm")
    for name in DEVICES:
        mount(f"/dev/{name}", touch(f"{dev}/{name}"), flags=BIND)
    for name, target in LINKS.items():
        os.symlink(target, f"{dev}/{name}")
    mount("devpts", f"{dev}/pts", "devpts", NOSUID | NOEXEC, "newinstance,ptmxmode=0666,mode=620")
    mount("tmpfs", f"{dev}/shm", "tmpfs", NOSUID | NODEV | NOEXEC, "mode=1777,size=16m,nr_inodes=1024")


def build_proc():
    proc = f"{ROOT}/proc"
    os.mkdir(proc)
    mount("proc", proc, "proc", NOSUID | NODEV | NOEXEC)
    for name in MASKED:
        if os.path.exists(f"{proc}/{name}"):
            mount("/dev/null", f"{proc}/{name}", flags=BIND)
    for name in FROZEN:
        if os.path.exists(f"{proc}/{name}"):
            show(f"{proc}/{name}", f"{proc}/{name}", RDONLY | NOSUID | NODEV | NOEXEC)


def enter_root():
    """The new root on top of the old one, then the old one from under it."""
    os.chdir(ROOT)
    if libc.syscall(PIVOT_ROOT[os.uname().machine], b".", b".") != 0:
        raise OSError(ctypes.get_errno(), "pivot_root")
    ask("umount2", b".", DETACH)
    os.chdir("/tmp")


def raise_loopback():
    """Programs talk to themselves over it; nothing else is in the namespace."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        # SIOCSIFFLAGS: IFF_UP | IFF_RUNNING.
        fcntl.ioctl(control, 0x8914, struct.pack("16sH14x", b"lo", 0x41))


def drop_rights(limits):
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits["open_files"],) * 2)
    with open("/proc/sys/kernel/cap_last_cap") as file:
        last = int(file.read())
    for capability in range(last + 1):
        ask("prctl", PR_CAPBSET_DROP, capability, 0, 0, 0)
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    ask("capset", struct.pack("II", CAPABILITY_VERSION_3, 0), bytes(24))
    ask("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    ask("prctl", PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def become(limits, command):
    groups = control_groups(limits)
    enter_control_groups(groups)
    ask("unshare", NEW_CGROUP)
    ask("sethostname", b"sandbox", 7)
    raise_loopback()
    build_root(limits, groups)
    enter_root()
    drop_rights(limits)
    os.setsid()
    os.closerange(3, 4096)
    os.execve(command[0], command, {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"})


def main():
    limits, command = json.loads(sys.argv[1]), [sys.executable, *sys.argv[2:]]
    ask("unshare", NAMESPACES)
    # The next process is the first of its namespace.
    child = os.fork()
    if child == 0:
        become(limits, command)
    # Its outputs are the supervisor's alone.
    os.closerange(0, 2)
    _, status = os.waitpid(child, 0)
    sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))


main()
