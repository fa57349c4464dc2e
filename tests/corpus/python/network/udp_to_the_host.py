# name: no datagram reaches the host, whatever sending it says
# uses: attempt
# expect: ok
# stdout has: all tried
# timeout: 20


def exchange(host):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as udp:
        udp.settimeout(0.5)
        udp.sendto(b"@MARK@", (host, int("@UDP@")))
        return udp.recv(100)


for host in "@HOSTS@".split(","):
    attempt(host, exchange, host)
print("all tried")
