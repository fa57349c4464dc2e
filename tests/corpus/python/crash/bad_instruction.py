# name: an instruction that does not exist is told
# expect: signal
# signal is: SIGILL

import os, signal

os.kill(os.getpid(), signal.SIGILL)
