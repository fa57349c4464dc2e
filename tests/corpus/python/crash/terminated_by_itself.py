# name: a program that terminates itself is told
# expect: signal
# signal is: SIGTERM

import os, signal

os.kill(os.getpid(), signal.SIGTERM)
