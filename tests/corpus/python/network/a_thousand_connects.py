# name: a scan of ports finds nothing and does not outlive its limit
# uses: attempt
# expect: ok | timed_out
# stdout has: scanned
# timeout: 5

import errno

found = []
for host in ["127.0.0.1", "172.17.0.1"]:
    for port in list(range(1, 400)) + [2375, 5432, 6379, 8000, 8080, 49983, 49999, int("@TCP@")]:
        with socket.socket() as stream:
            stream.settimeout(0.01)
            if stream.connect_ex((host, port)) == 0:
                found.append((host, port))
if found:
    won("ports", found)
print("scanned")
