# name: the host's shared memory and message queues are not to be seen
# uses: attempt
# expect: ok
# stdout has: all looked at

for name in ["shm", "msg", "sem"]:
    lines = (harmless(lambda: open(f"/proc/sysvipc/{name}").read()) or "").splitlines()[1:]
    if lines:
        won(name, lines[:3])
names = harmless(os.listdir, "/dev/mqueue") or []
if names:
    won("queues", names)
for name in os.listdir("/dev/shm") if os.path.isdir("/dev/shm") else []:
    if not name.startswith(("sem.", "@MARK@")):
        won("shared memory", name)
print("all looked at")
