# name: a socket that one call listens on is not reached by the next
# uses: attempt
# expect: ok
# stdout has: listens
# within: 6

port = 20_000 + int.from_bytes(b"@MARK@"[-4:], "little") % 10_000
listeners = []
for family, address in [(socket.AF_UNIX, "\0left@MARK@"), (socket.AF_UNIX, "/tmp/left.sock"), (socket.AF_INET, ("0.0.0.0", port))]:
    try:
        listener = socket.socket(family)
        listener.bind(address)
        listener.listen()
        listeners.append(listener)
    except OSError:
        pass
print(len(listeners), "listens", flush=True)
if os.fork() == 0:
    os.setsid()
    time.sleep(600)
# then:
# uses: attempt
# expect: ok
# stdout has: looked for

port = 20_000 + int.from_bytes(b"@MARK@"[-4:], "little") % 10_000


def connect(family, address):
    stream = socket.socket(family)
    stream.settimeout(1)
    stream.connect(address)


attempt("abstract", connect, socket.AF_UNIX, "\0left@MARK@")
attempt("file", connect, socket.AF_UNIX, "/tmp/left.sock")
for host in "@HOSTS@".split(","):
    if ":" not in host:
        attempt(host, connect, socket.AF_INET, (host, port))
print("looked for")
