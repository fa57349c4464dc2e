# name: exit handlers that never end are ended at the deadline
# uses: attempt
# expect: timed_out | ok
# timeout: 2

import atexit

atexit.register(time.sleep, 60)
print("main is done")
