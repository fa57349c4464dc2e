# name: nameless files in memory are counted
# expect: exception | out_of_memory | signal | sandbox_died
# never: written 700
# timeout: 25

import os

block, written = b"x" * (1 << 20), 0
while written < 4000:
    file = os.memfd_create(f"f{written}")
    for _ in range(50):
        if os.write(file, block) != len(block):
            raise OSError("cut short")
    written += 50
    if written % 100 == 0:
        print("written", written, flush=True)
print("written 700 and more")
