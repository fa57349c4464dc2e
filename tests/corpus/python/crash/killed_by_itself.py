# name: a program that kills itself is told
# expect: signal | out_of_memory
# signal is: SIGKILL

import os, signal

os.kill(os.getpid(), signal.SIGKILL)
