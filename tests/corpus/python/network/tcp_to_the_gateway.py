# name: no gateway or usual name of a host answers
# uses: attempt
# expect: ok
# stdout has: all tried
# timeout: 30

names = ["172.17.0.1", "10.0.2.2", "192.168.65.2", "192.168.65.254", "169.254.1.1"]
names += ["host.docker.internal", "gateway.docker.internal", "host.containers.internal"]
for line in open("/proc/net/route").read().splitlines()[1:] if os.path.exists("/proc/net/route") else []:
    gateway = bytes.fromhex(line.split()[2])[::-1]
    names.append(socket.inet_ntoa(gateway))
for name in names:
    for port in [int("@TCP@"), 22, 2375, 2376]:
        attempt(f"{name}:{port}", lambda: socket.create_connection((name, port), timeout=0.5))
print("all tried")
