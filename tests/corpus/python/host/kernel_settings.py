# name: no setting of the kernel can be written
# uses: attempt
# expect: ok
# stdout has: all tried

# What belongs to a namespace changes nothing outside the sandbox.
OWN = ("net/", "user/", "fs/mqueue/", "kernel/msg", "kernel/sem", "kernel/shm", "kernel/auto_msgmni")
OWN += ("kernel/pid_max", "kernel/ns_last_pid")
for at, _, names in os.walk("/proc/sys"):
    for name in names:
        path = os.path.join(at, name)
        if path.startswith("/proc/sys/fs/binfmt_misc") or path.removeprefix("/proc/sys/").startswith(OWN):
            continue
        try:
            before = open(path).read()
        except (OSError, ValueError):
            continue
        try:
            with open(path, "w") as file:
                file.write(before)
        except OSError:
            continue
        won("written", path)
print("all tried")
