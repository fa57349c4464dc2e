# name: a line that never ends is ended at the deadline
# expect: timed_out | exit_code | signal | sandbox_died
# stdout has: xxxxxxxx
# timeout: 2

import os

while True:
    os.write(1, b"x" * 65_536)
