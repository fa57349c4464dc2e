# name: no bound of the sandbox can be lifted through its control group
# uses: attempt
# expect: ok
# stdout has: all tried


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


places = ["/sys/fs/cgroup", "/proc/1/root/sys/fs/cgroup"]
for at, folders, names in os.walk("/sys/fs/cgroup"):
    places.append(at)
    if at.count("/") > 6:
        folders.clear()
for place in places[:60]:
    for name in ["memory.max", "memory.limit_in_bytes", "pids.max", "cpu.max", "cpu.cfs_quota_us"]:
        attempt(f"{place}/{name}", write, f"{place}/{name}", "max\n")
    attempt(f"{place} procs", write, f"{place}/cgroup.procs", f"{os.getpid()}\n")
    attempt(f"{place} release", write, f"{place}/release_agent", "/tmp/@MARK@\n")
    attempt(f"{place} notify", write, f"{place}/notify_on_release", "1\n")
    attempt(f"{place} folder", os.mkdir, f"{place}/@MARK@")
print("all tried")
