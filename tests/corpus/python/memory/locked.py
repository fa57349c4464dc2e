# name: memory that is locked is counted like any other
# expect: exception | out_of_memory | signal | ok | exit_code | sandbox_died
# never: held 700
# timeout: 20

import ctypes, mmap

libc = ctypes.CDLL(None)
libc.mlockall(3)
area = mmap.mmap(-1, 1 << 30)
for at in range(0, len(area), 4096):
    area[at] = 1
print("held 700 and more")
