# name: nothing tells the names of the host's disks, files and containers
# uses: attempt
# expect: ok
# stdout has: all looked at

texts = {}
for path in ["/proc/mounts", "/proc/self/mountinfo", "/proc/swaps", "/proc/cmdline", "/proc/self/cgroup", "/etc/hosts", "/etc/fstab"]:
    try:
        texts[path] = open(path).read()
    except OSError:
        continue
folder = os.path.dirname("@CANARY@")
for path, text in texts.items():
    if folder in text:
        won("the canary's directory in", path)
print(len(texts), "files", "all looked at")
