# name: no TCP connection to any address of the host succeeds
# uses: attempt
# expect: ok
# stdout has: all tried
# timeout: 20

for host in "@HOSTS@".split(","):
    attempt(host, lambda: socket.create_connection((host, int("@TCP@")), timeout=1))
print("all tried")
