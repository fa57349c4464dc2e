# name: no other transport of the Internet reaches the host
# uses: attempt
# expect: ok
# stdout has: all tried
# timeout: 25

KINDS = {
    "SCTP stream": (socket.SOCK_STREAM, 132),
    "SCTP packets": (socket.SOCK_SEQPACKET, 132),
    "DCCP": (6, 33),
    "MPTCP": (socket.SOCK_STREAM, 262),
    "UDP-Lite": (socket.SOCK_DGRAM, 136),
    "SMC": (socket.SOCK_STREAM, 256),
}


def reach(kind, protocol, host):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, kind, protocol) as any_socket:
        any_socket.settimeout(0.5)
        port = int("@UDP@") if kind == socket.SOCK_DGRAM else int("@TCP@")
        any_socket.connect((host, port))
        any_socket.send(b"@MARK@")
        return any_socket.recv(100)


for what, (kind, protocol) in KINDS.items():
    for host in "@HOSTS@".split(","):
        attempt(f"{what} {host}", reach, kind, protocol, host)
print("all tried")
