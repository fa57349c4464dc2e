# name: a flood of output does not hold up a call at the same time
# expect: ok
# timeout: 15
# stdout is: calm\n

import time

time.sleep(1)
print("calm")
# beside:
# expect: timed_out | exit_code | signal | sandbox_died
# timeout: 3

import os

while True:
    os.write(1, b"x" * 65_536)
