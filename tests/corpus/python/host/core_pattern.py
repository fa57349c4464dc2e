# name: neither core dumps nor module loading can be led to a program
# uses: attempt
# expect: ok
# stdout has: all tried


def rewrite(path):
    # What it is already: a setting that could be written is not to be left changed.
    before = open(path).read()
    with open(path, "w") as file:
        file.write(before)


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


for name in ["core_pattern", "modprobe", "hotplug", "poweroff_cmd", "core_pipe_limit", "sysrq", "panic", "hostname"]:
    attempt(name, rewrite, f"/proc/sys/kernel/{name}")
attempt("overcommit", rewrite, "/proc/sys/vm/overcommit_memory")
attempt("uevent", rewrite, "/sys/kernel/uevent_helper")
for path in ["/proc/sys/fs/binfmt_misc/register", "/proc/sys/vm/drop_caches", "/sys/power/state"]:
    attempt(path, os.open, path, os.O_WRONLY)
print("all tried")
