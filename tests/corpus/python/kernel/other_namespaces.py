# name: no namespace of another process can be entered
# uses: attempt
# expect: ok | signal
# stdout has: all tried

for process in {1, os.getppid()} - {0}:
    for kind in ["mnt", "net", "pid", "uts", "ipc", "user", "cgroup", "time"]:

        def enter():
            mine = os.readlink(f"/proc/self/ns/{kind}")
            path = f"/proc/{process}/ns/{kind}"
            if os.readlink(path) == mine:
                return False
            syscall("setns", os.open(path, os.O_RDONLY), 0)

        attempt(f"{process} {kind}", enter)
attempt("user again", lambda: syscall("setns", os.open("/proc/self/ns/user", os.O_RDONLY), 0))
print("all tried")
