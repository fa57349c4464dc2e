# name: no name server answers a question
# uses: attempt
# expect: ok
# stdout has: all tried
# timeout: 25

QUESTION = b"\x12\x34\1\0\0\1\0\0\0\0\0\0\7example\3com\0\0\1\0\1"
servers = ["8.8.8.8", "1.1.1.1", "127.0.0.53", "127.0.0.11", "10.96.0.10", "169.254.169.253"]
try:
    lines = open("/etc/resolv.conf").read().splitlines()
    servers += [line.split()[1] for line in lines if line.startswith("nameserver ")]
except OSError:
    pass


def ask(server):
    family = socket.AF_INET6 if ":" in server else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as udp:
        udp.settimeout(1)
        udp.sendto(QUESTION, (server.split("%")[0], 53))
        return udp.recv(500)


for server in servers:
    attempt(server, ask, server)
print("all tried")
