# name: what was printed before the deadline is kept
# expect: timed_out
# timeout: 2
# stdout has: before the deadline

import time

print("before the deadline")
time.sleep(60)
