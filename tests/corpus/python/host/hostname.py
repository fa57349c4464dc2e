# name: the sandbox has a name of its own
# uses: attempt
# expect: ok
# stdout has: all looked at

names = {socket.gethostname(), os.uname().nodename, open("/proc/sys/kernel/hostname").read().strip()}
print(names)
if "@HOSTNAME@" not in ("", "localhost") and "@HOSTNAME@" in names:
    won("the host's name")
print("all looked at")
