# name: no root or directory of another process leads to the host's files
# uses: attempt
# expect: ok
# stdout has: all tried

me = {str(os.getpid()), "self", "thread-self"}
for process in ["1", str(os.getppid())] + os.listdir("/proc"):
    if not process.isdigit() or process in me:
        continue
    for where in ["root", "cwd"]:
        attempt(f"{process} {where}", lambda: open(f"/proc/{process}/{where}@CANARY@").read())
        attempt(f"{process} {where} up", lambda: open(f"/proc/{process}/{where}/../../../../..@CANARY@").read())
print("all tried")
