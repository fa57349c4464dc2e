# name: the socket of no container engine or system bus can be reached
# uses: attempt
# expect: ok
# stdout has: all tried


def connect(path):
    with socket.socket(socket.AF_UNIX) as unix:
        unix.settimeout(1)
        unix.connect(path)


NAMES = ["docker.sock", "containerd/containerd.sock", "crio/crio.sock", "podman/podman.sock"]
NAMES += ["dbus/system_bus_socket", "systemd/private", "snapd.socket", "user/0/docker.sock"]
for folder in ["/run", "/var/run", "/proc/1/root/run", "/host/run"]:
    for name in NAMES:
        attempt(f"{folder}/{name}", connect, f"{folder}/{name}")
found = [os.path.join(at, name) for at, _, names in os.walk("/run") for name in names if name.endswith(".sock")]
for path in found:
    attempt(path, connect, path)
print("all tried")
