# name: neither a broadcast nor a multicast datagram reaches the host
# uses: attempt
# expect: ok
# stdout has: all tried


def shout(address):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        udp.settimeout(0.5)
        udp.sendto(b"@MARK@", (address, int("@UDP@")))
        return udp.recv(100)


for address in ["255.255.255.255", "172.17.255.255", "224.0.0.1", "224.0.0.251", "239.255.255.250"]:
    attempt(address, shout, address)
print("all tried")
