# name: nothing can be mounted
# uses: attempt
# expect: ok | signal
# stdout has: all tried

os.makedirs("/tmp/place", exist_ok=True)
MS_RDONLY, MS_REMOUNT, MS_BIND, MS_REC, MS_MOVE, MS_SHARED = 1, 32, 4096, 16384, 8192, 1 << 20
for kind in [b"tmpfs", b"proc", b"sysfs", b"devtmpfs", b"devpts", b"cgroup", b"cgroup2", b"overlay", b"ext4", b"fuse", b"debugfs", b"securityfs", b"mqueue", b"bpf", b"nfs"]:
    attempt(kind, syscall, "mount", kind, b"/tmp/place", kind, 0, b"")
for source in [b"/", b"/proc/1/root", b"/etc", b"/dev", b"/tmp/out"]:
    attempt(source, syscall, "mount", source, b"/tmp/place", None, MS_BIND | MS_REC, None)
attempt("writable root", syscall, "mount", None, b"/", None, MS_REMOUNT | MS_BIND, None)
attempt("writable /proc/sys", syscall, "mount", None, b"/proc/sys", None, MS_REMOUNT | MS_BIND, None)
attempt("executable /tmp", syscall, "mount", None, b"/tmp", None, MS_REMOUNT, None)
attempt("shared root", syscall, "mount", None, b"/", None, MS_SHARED | MS_REC, None)
attempt("moved", syscall, "mount", b"/proc", b"/tmp/place", None, MS_MOVE, None)
attempt("fsopen", syscall, "fsopen", b"tmpfs", 0)
attempt("open_tree", syscall, "open_tree", -100, b"/", 1 | 0x8000)
attempt("mount_setattr", syscall, "mount_setattr", -100, b"/", 0, bytes(32), 32)
print("all tried")
