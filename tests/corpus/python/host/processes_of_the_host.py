# name: no process of the host can be seen
# uses: attempt
# expect: ok
# stdout has: all looked at

processes = [name for name in os.listdir("/proc") if name.isdigit()]
for process in processes:
    try:
        command = open(f"/proc/{process}/cmdline").read()
    except OSError:
        continue
    words = ["toolhub\0--http", "dockerd", "containerd", "systemd", "sshd", "postgres"]
    if any(word in command for word in words):
        won("a process", process, command)
print(len(processes), "processes", "all looked at")
if len(processes) > 60:
    won("more processes than a sandbox has", len(processes))
