# name: no abstract unix socket of the host can be reached
# uses: attempt
# expect: ok
# stdout has: all tried


def connect(name):
    with socket.socket(socket.AF_UNIX) as unix:
        unix.settimeout(1)
        unix.connect(b"\0" + name.encode())
        return unix.recv(100)


attempt("canary", connect, "@ABSTRACT@")
listed = open("/proc/net/unix").read() if os.path.exists("/proc/net/unix") else ""
if "@ABSTRACT@" in listed or "@SOCKET@" in listed:
    won("the list of the host's unix sockets")
for line in listed.splitlines():
    if "@/" in line or line.endswith("/systemd/private"):
        attempt(line, connect, line.split("@", 1)[-1])
print("all tried")
