# name: no file shows the kernel's memory or addresses
# uses: attempt
# expect: ok
# stdout has: all tried


def read(path):
    with open(path, "rb") as file:
        return file.read(64) or False


for path in ["/proc/kcore", "/proc/kmem", "/dev/mem", "/proc/vmcore", "/sys/kernel/debug/kmemleak"]:
    attempt(path, read, path)


def addresses():
    with open("/proc/kallsyms") as file:
        return any(int(line.split()[0], 16) for line, _ in zip(file, range(1000)))


attempt("addresses", addresses)
for path in ["/proc/keys", "/proc/key-users", "/proc/timer_list", "/proc/sched_debug", "/proc/iomem"]:
    look(path, harmless(read, path) or b"")
for path in ["/sys/kernel/debug", "/sys/kernel/tracing", "/sys/kernel/security", "/sys/firmware/efi/efivars"]:
    attempt(path, lambda: os.listdir(path) or False)
print("all tried")
