# name: the code is nobody: no root, no group of root, no capability
# uses: attempt
# expect: ok
# stdout has: all looked at

ids = [*os.getresuid(), *os.getresgid()]
if 0 in ids:
    won("root", ids)
if 0 in os.getgroups():
    won("a group of root", os.getgroups())
for line in open("/proc/self/status"):
    name, value = line.split(":", 1)
    if name in ("CapInh", "CapPrm", "CapEff", "CapAmb") and int(value, 16):
        won("capabilities", line.strip())
print("all looked at")
