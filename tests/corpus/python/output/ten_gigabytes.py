# name: ten gigabytes of output are bounded
# expect: timed_out | ok | exit_code | signal | sandbox_died
# timeout: 4

import os

block = b"0123456789abcde\n" * 65_536
for _ in range(10 * 1024):
    view = memoryview(block)
    while view:
        view = view[os.write(1, view) :]
