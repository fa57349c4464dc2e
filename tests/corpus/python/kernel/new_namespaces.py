# name: a namespace of its own, if it can be had, leads nowhere
# uses: attempt
# expect: ok | signal | sandbox_died
# stdout has: all tried
# timeout: 20

KINDS = {
    "time": 0x80, "mount": 0x20000, "cgroup": 0x2000000, "uts": 0x4000000,
    "ipc": 0x8000000, "user": 0x10000000, "pid": 0x20000000, "net": 0x40000000,
}


def inside(flags):
    harmless(syscall, "unshare", flags)
    harmless(lambda: open("/proc/self/setgroups", "w").write("deny"))
    harmless(lambda: open("/proc/self/uid_map", "w").write(f"0 {os.getuid()} 1"))
    harmless(lambda: open("/proc/self/gid_map", "w").write(f"0 {os.getgid()} 1"))
    os.makedirs("/tmp/place", exist_ok=True)
    harmless(syscall, "mount", None, b"/", None, 32 | 4096, None)
    harmless(syscall, "mount", b"/proc/1/root", b"/tmp/place", None, 4096 | 16384, None)
    harmless(syscall, "sethostname", b"pwned", 5)
    attempt("canary", lambda: open("@CANARY@").read())
    attempt("canary by mount", lambda: open("/tmp/place@CANARY@").read())
    attempt("sysrq", lambda: open("/proc/sysrq-trigger", "w").write("h"))
    attempt("disk", lambda: (os.mknod("/tmp/sda", 0o60600, os.makedev(8, 0)), os.open("/tmp/sda", os.O_RDONLY)))
    attempt("memory", lambda: (os.mknod("/tmp/mem", 0o20600, os.makedev(1, 1)), os.open("/tmp/mem", os.O_RDONLY)))
    for host in "@HOSTS@".split(","):
        attempt(host, lambda: socket.create_connection((host, int("@TCP@")), timeout=0.3))
    attempt("the host's sockets", lambda: socket.socket(socket.AF_UNIX).connect("\0@ABSTRACT@"))


for name, flag in KINDS.items():
    in_child(inside, flag)
    in_child(inside, flag | KINDS["user"])
in_child(inside, sum(KINDS.values()) - KINDS["time"])
print("all tried")
