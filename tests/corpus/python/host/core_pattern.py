# name: neither core dumps nor module loading can be led to a program
# uses: attempt
# expect: ok
# stdout has: all tried


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


for path in ["core_pattern", "modprobe", "hotplug", "poweroff_cmd", "core_pipe_limit", "sysrq", "panic", "hostname"]:
    attempt(path, write, f"/proc/sys/kernel/{path}", "|/tmp/@MARK@\n")
for path in ["/proc/sys/fs/binfmt_misc/register", "/proc/sys/vm/drop_caches", "/proc/sys/vm/overcommit_memory"]:
    attempt(path, write, path, ":@MARK@:M::MZ::/tmp/x:\n" if "binfmt" in path else "1\n")
for path in ["/sys/kernel/uevent_helper", "/sys/kernel/mm/transparent_hugepage/enabled", "/sys/power/state"]:
    attempt(path, write, path, "/tmp/@MARK@\n")
print("all tried")
