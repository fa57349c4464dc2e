# name: an alarm that goes off is a signal and no mystery
# expect: signal
# signal is: SIGALRM
# timeout: 5

import signal, time

signal.alarm(1)
time.sleep(10)
