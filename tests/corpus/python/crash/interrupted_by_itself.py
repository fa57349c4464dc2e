# name: an interrupt is an exception or a signal
# expect: exception | signal | exit_code
# exception is: KeyboardInterrupt

import os, signal, time

os.kill(os.getpid(), signal.SIGINT)
time.sleep(1)
