# name: a signal without a name of its own is told
# expect: signal

import os, signal

os.kill(os.getpid(), signal.SIGRTMAX)
