# name: the kernel's own sockets show and change no network of the host
# uses: attempt
# expect: ok | signal
# stdout has: all tried

import struct

hosts = [host for host in "@HOSTS@".split(",") if not host.startswith("127.") and host != "::1"]


def ask(kind, body):
    with socket.socket(16, socket.SOCK_RAW, 0) as route:
        route.settimeout(1)
        route.bind((0, 0))
        route.send(struct.pack("=IHHII", 16 + len(body), kind, 0x301, 1, 0) + body)
        return route.recv(1 << 16)


def shows_the_host(kind):
    answer = ask(kind, bytes(20))
    families = [(socket.AF_INET6 if ":" in host else socket.AF_INET, host) for host in hosts]
    return any(socket.inet_pton(family, host) in answer for family, host in families)


attempt("addresses", shows_the_host, 22)
attempt("routes", shows_the_host, 26)
attempt("neighbours", shows_the_host, 30)


def audit():
    with socket.socket(16, socket.SOCK_RAW, 9) as audit:
        audit.bind((0, 1))


attempt("audit log", audit)
for protocol in range(2, 23):
    harmless(lambda: socket.socket(16, socket.SOCK_RAW, protocol).close())
print("all tried")
