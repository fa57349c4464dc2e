# name: the kernel's lists of connections and addresses show nothing of the host
# uses: attempt
# expect: ok
# stdout has: all tried

import struct

hosts = [host for host in "@HOSTS@".split(",") if not host.startswith("127.") and host != "::1"]
port = f":{int('@TCP@'):04X} "
for name in ["tcp", "tcp6", "udp", "udp6", "fib_trie", "route", "if_inet6", "arp", "ipv6_route", "dev"]:
    try:
        text = open(f"/proc/net/{name}").read()
    except OSError:
        continue
    if port in text or any(f" {host}\n" in text for host in hosts):
        won(name)
    for host in hosts:
        if ":" in host and socket.inet_pton(socket.AF_INET6, host).hex() in text:
            won(name, host)
print("all tried")
