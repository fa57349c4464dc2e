# name: no device can be made
# uses: attempt
# expect: ok | signal
# stdout has: all tried


def device(path, kind, major, minor):
    os.mknod(path, kind | 0o666, os.makedev(major, minor))
    os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))


NODES = {"mem": (0o20000, 1, 1), "kmsg": (0o20000, 1, 11), "sda": (0o60000, 8, 0), "vda": (0o60000, 253, 0), "loop": (0o60000, 7, 0), "kvm": (0o20000, 10, 232)}
for folder in ["/tmp", "/tmp/out", "/dev", "/dev/shm"]:
    for name, (kind, major, minor) in NODES.items():
        attempt(f"{folder} {name}", device, f"{folder}/@MARK@{name}", kind, major, minor)
print("all tried")
