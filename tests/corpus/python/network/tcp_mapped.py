# name: no TCP connection through addresses of both families in one succeeds
# uses: attempt
# expect: ok
# stdout has: all tried
# timeout: 20


def mapped(host):
    with socket.socket(socket.AF_INET6) as six:
        six.settimeout(1)
        six.connect(("::ffff:" + host, int("@TCP@")))


for host in "@HOSTS@".split(","):
    if ":" not in host:
        attempt(host, mapped, host)
print("all tried")
