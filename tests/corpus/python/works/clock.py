# name: the clock is right and goes on
# expect: ok
# value is: True

import time

start, monotonic = time.time(), time.monotonic()
time.sleep(0.2)
1.7e9 < start < 4e9 and 0.15 < time.monotonic() - monotonic < 5
