# name: the host's file is not found by its path
# uses: attempt
# expect: ok
# stdout has: all tried

for prefix in ["", "/..", "/../../..", "/host", "/rootfs", "/mnt", "/media", "/proc/self/root", "/proc/self/cwd/.."]:
    attempt(f"read {prefix}", lambda: open(prefix + "@CANARY@").read())
    attempt(f"append {prefix}", lambda: open(prefix + "@CANARY@", "a").write("x"))
    attempt(f"remove {prefix}", os.remove, prefix + "@CANARY@")
    attempt(f"rename {prefix}", os.rename, prefix + "@CANARY@", "/tmp/canary")
    attempt(f"link {prefix}", os.link, prefix + "@CANARY@", "/tmp/canary")
    attempt(f"mode {prefix}", os.chmod, prefix + "@CANARY@", 0o600)
print("all tried")
