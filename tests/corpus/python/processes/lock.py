# name: a lock that is waited for in vain is ended at the deadline
# expect: timed_out
# timeout: 2

import threading

lock = threading.Lock()
lock.acquire()
lock.acquire()
