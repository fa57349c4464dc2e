# name: memory shared between children is counted
# expect: out_of_memory | exception | signal | ok | exit_code | sandbox_died | timed_out
# never: held 700
# timeout: 20

import mmap, os

area = mmap.mmap(-1, 2 << 30, mmap.MAP_SHARED | mmap.MAP_ANONYMOUS)
part = len(area) // 4
for child in range(4):
    if os.fork() == 0:
        for at in range(child * part, (child + 1) * part, 4096):
            area[at] = 1
        os._exit(0)
done = sum(os.waitstatus_to_exitcode(os.wait()[1]) == 0 for _ in range(4))
if done == 4:
    print("held 700 and more")
