# name: no unix socket of the host can be reached
# uses: attempt
# expect: ok
# stdout has: all tried


def connect(path, kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_UNIX, kind) as unix:
        unix.settimeout(1)
        unix.connect(path)
        unix.send(b"@MARK@")


for prefix in ["", "/proc/1/root", "/proc/self/root", "/host", "/mnt", "/.."]:
    attempt(f"stream {prefix}", connect, prefix + "@SOCKET@")
    attempt(f"datagram {prefix}", connect, prefix + "@DATAGRAM@", socket.SOCK_DGRAM)
print("all tried")
