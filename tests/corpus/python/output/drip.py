# name: output that comes in drips is kept up to the deadline
# expect: timed_out
# stdout has: 0\n1\n2\n
# timeout: 2

import time

for n in range(1000):
    print(n, flush=True)
    time.sleep(0.1)
