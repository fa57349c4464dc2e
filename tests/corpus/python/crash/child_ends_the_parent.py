# name: a child that kills its parent is no escape
# expect: signal | out_of_memory | exit_code
# signal is: SIGKILL
# timeout: 5

import os, signal, time

parent = os.getpid()
if os.fork() == 0:
    os.kill(parent, signal.SIGKILL)
    os._exit(0)
time.sleep(60)
