# name: no socket leads from a virtual machine or container to its host
# uses: attempt
# expect: ok | signal
# stdout has: all tried
# timeout: 20


def connect(cid, port, kind):
    with socket.socket(40, kind) as vsock:
        vsock.settimeout(0.3)
        vsock.connect((cid, port))


for kind in [socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET]:
    for cid in [0, 1, 2, 3]:
        for port in [22, 52, 1024, 5000, 9999]:
            attempt(f"vsock {kind} {cid}:{port}", connect, cid, port, kind)


def listen():
    with socket.socket(40, socket.SOCK_STREAM) as vsock:
        vsock.bind((0xFFFFFFFF, 0xFFFFFFFF))
        vsock.listen()


attempt("vsock listener", listen)
print("all tried")
