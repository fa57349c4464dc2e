# name: the doors of known escapes are shut
# uses: attempt
# expect: ok | signal
# stdout has: all tried


def overwrite(path):
    with open(path, "r+b", buffering=0) as file:
        return file.write(b"\x7f") == 1


# The runtime's own program, while it is still open somewhere.
for process in [name for name in os.listdir("/proc") if name.isdigit()]:
    if int(process) != os.getpid():
        attempt(f"program of {process}", overwrite, f"/proc/{process}/exe")
attempt("own program", overwrite, "/proc/self/exe")
# Directories that leaked from outside: every one must be the sandbox's.
for number in range(3, 256):
    attempt(f"leaked directory {number}", lambda: open(f"/proc/self/fd/{number}/../../../../../..@CANARY@").read())
    attempt(f"leaked file {number}", lambda: os.open("@CANARY@".lstrip("/"), os.O_RDONLY, dir_fd=number))
# Dirty pages of files that cannot be written.
import mmap

with open(os.__file__, "rb") as file:
    attempt("shared writable map", lambda: mmap.mmap(file.fileno(), 0, mmap.MAP_SHARED, mmap.PROT_READ | mmap.PROT_WRITE))
print("all tried")
