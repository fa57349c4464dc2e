# name: a sleep of a minute is ended at the deadline
# expect: timed_out
# timeout: 2

import time

time.sleep(60)
