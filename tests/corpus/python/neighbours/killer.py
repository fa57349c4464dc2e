# name: a signal to everybody does not reach a call at the same time
# expect: ok
# value is: 'alive'

import time

time.sleep(2)
"alive"
# beside:
# uses: attempt
# expect: sandbox_died | ok | signal | exit_code | exception | timed_out
# timeout: 3

end = time.monotonic() + 1.5
while time.monotonic() < end:
    harmless(os.kill, -1, signal.SIGKILL)
    harmless(os.kill, os.getppid(), signal.SIGKILL)
    time.sleep(0.01)
