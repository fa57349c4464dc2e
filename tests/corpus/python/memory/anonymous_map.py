# name: a map of memory is counted when it is touched
# expect: out_of_memory | exception | signal | sandbox_died
# never: held 700
# timeout: 25

import mmap

area = mmap.mmap(-1, 4 << 30)
for at in range(0, len(area), 4096):
    area[at] = 1
    if at % (100 << 20) == 0:
        print("held", at >> 20, flush=True)
