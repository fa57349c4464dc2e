# name: the memory of the first process can be neither read nor written
# uses: attempt
# expect: ok
# stdout has: all tried


def maps(process):
    for line in open(f"/proc/{process}/maps"):
        area, rights = line.split()[:2]
        if rights.startswith("rw"):
            return int(area.split("-")[0], 16)
    return 0x400000


def read(process):
    with open(f"/proc/{process}/mem", "rb", buffering=0) as memory:
        memory.seek(maps(process))
        return memory.read(16)


def write(process):
    with open(f"/proc/{process}/mem", "r+b", buffering=0) as memory:
        memory.seek(maps(process))
        return memory.write(b"\0") == 1


for process in {1, os.getppid()} - {0, os.getpid()}:
    attempt(f"read {process}", read, process)
    attempt(f"write {process}", write, process)
print("all tried")
