# name: a socket that one call listens on is not reached by another at the same time
# uses: attempt
# expect: ok
# stdout has: nobody came

import select

port = 20_000 + int.from_bytes(b"@MARK@"[-4:], "little") % 10_000
listeners = []
for family, address in [(socket.AF_UNIX, "\0beside@MARK@"), (socket.AF_INET, ("0.0.0.0", port))]:
    try:
        listener = socket.socket(family)
        listener.bind(address)
        listener.listen()
        listeners.append(listener)
    except OSError:
        pass
if select.select(listeners, [], [], 3)[0]:
    won("a visitor")
print("nobody came")
# beside:
# uses: attempt
# expect: ok
# stdout has: all tried

port = 20_000 + int.from_bytes(b"@MARK@"[-4:], "little") % 10_000
networks = ["127.0.0.1"] + [f"172.17.0.{n}" for n in range(1, 12)]


def connect(family, address):
    stream = socket.socket(family)
    stream.settimeout(0.1)
    stream.connect(address)


end = time.monotonic() + 2.5
while time.monotonic() < end:
    attempt("abstract", connect, socket.AF_UNIX, "\0beside@MARK@")
    for host in networks:
        attempt(host, connect, socket.AF_INET, (host, port))
    time.sleep(0.1)
print("all tried")
