# name: no environment of any process that can be seen holds a secret
# uses: attempt
# expect: ok
# stdout has: all looked at

for process in sorted(os.listdir("/proc")):
    if process.isdigit():
        for name in ["environ", "cmdline", "comm"]:
            path = f"/proc/{process}/{name}"
            look(path, harmless(lambda: open(path, "rb").read()) or b"")
print("all looked at")
