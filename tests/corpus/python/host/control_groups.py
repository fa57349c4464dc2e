# name: no bound of the sandbox can be lifted through its control group
# uses: attempt
# expect: ok
# stdout has: all tried

places = ["/sys/fs/cgroup", "/proc/1/root/sys/fs/cgroup"]
for at, folders, names in os.walk("/sys/fs/cgroup"):
    places.append(at)
    if at.count("/") > 6:
        folders.clear()
for place in places[:60]:
    for name in ["memory.max", "memory.limit_in_bytes", "pids.max", "cpu.max", "cpu.cfs_quota_us"]:
        attempt(f"{place}/{name}", os.open, f"{place}/{name}", os.O_WRONLY)
    for name in ["cgroup.procs", "cgroup.subtree_control", "release_agent", "notify_on_release"]:
        attempt(f"{place}/{name}", os.open, f"{place}/{name}", os.O_WRONLY)
    attempt(f"{place} folder", os.mkdir, f"{place}/@MARK@")
print("all tried")
