# name: no file that can be read holds the host's secret
# uses: attempt
# expect: ok | timed_out
# stdout has: all searched
# timeout: 20

searched, end = 0, time.monotonic() + 15
for top in ["/etc", "/run", "/var", "/home", "/root", "/mnt", "/media", "/srv", "/opt", "/dev", "/tmp", "/work", "/workspace", "/proc/self", "/app", "/host"]:
    for at, folders, names in os.walk(top):
        if time.monotonic() > end:
            break
        if at.startswith("/proc/self/task") or at.count("/") > 12:
            folders.clear()
        for name in names:
            try:
                opened = os.open(os.path.join(at, name), os.O_RDONLY | os.O_NONBLOCK)
                with open(opened, "rb") as file:
                    look(os.path.join(at, name), file.read(1 << 16) or b"")
                searched += 1
            except OSError:
                continue
print(searched, "files", "all searched")
