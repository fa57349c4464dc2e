# name: an abort is told
# expect: signal
# signal is: SIGABRT
# stdout is: before\n

import os

print("before", flush=True)
os.abort()
