# name: a process that stops itself is ended at the deadline
# expect: timed_out | signal
# timeout: 2

import os, signal

os.kill(os.getpid(), signal.SIGSTOP)
