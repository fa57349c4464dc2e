# name: neither the first process nor the parent can be traced
# uses: attempt
# expect: ok | signal | sandbox_died
# stdout has: all tried

import ctypes, struct

ATTACH, SEIZE = 16, 0x4206


def vector(address):
    return ctypes.create_string_buffer(struct.pack("=QQ", address, 8))


for process in {1, os.getppid()} - {0}:
    attempt(f"attach {process}", syscall, "ptrace", ATTACH, process, 0, 0)
    attempt(f"seize {process}", syscall, "ptrace", SEIZE, process, 0, 0)
    room = ctypes.create_string_buffer(8)
    try:
        area = int(open(f"/proc/{process}/maps").readline().split("-")[0], 16)
    except (OSError, ValueError):
        area = 0x400000
    own = vector(ctypes.addressof(room))
    attempt(f"read {process}", syscall, "process_vm_readv", process, own, 1, vector(area), 1, 0)
    attempt(f"write {process}", syscall, "process_vm_writev", process, own, 1, vector(area), 1, 0)
print("all tried")
