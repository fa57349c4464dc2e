# name: data sent with the first packet does not reach the host either
# uses: attempt
# expect: ok
# stdout has: all tried

MSG_FASTOPEN = 0x20000000


def first_packet(host):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as stream:
        stream.settimeout(1)
        stream.sendto(b"@MARK@", MSG_FASTOPEN, (host, int("@TCP@")))
        return stream.recv(100)


for host in "@HOSTS@".split(","):
    attempt(host, first_packet, host)
print("all tried")
