# name: no address but the sandbox's own answers a ping
# uses: attempt
# expect: ok
# stdout has: all tried
# timeout: 20


def ping(host):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP) as icmp:
        icmp.settimeout(0.5)
        icmp.sendto(b"\x08\0\0\0\0\1\0\1" + b"@MARK@", (host, 0))
        return icmp.recv(100)


hosts = [host for host in "@HOSTS@".split(",") if ":" not in host and not host.startswith("127.")]
for host in hosts + ["1.1.1.1", "172.17.0.1", "169.254.169.254"]:
    attempt(host, ping, host)
print("all tried")
