# name: a process that adopts orphans does not keep them
# uses: attempt
# expect: ok
# within: 6
# stdout has: main is done

import ctypes

ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
if os.fork() == 0:
    if os.fork() == 0:
        os.setsid()
        time.sleep(600)
    os._exit(0)
time.sleep(0.1)
print("main is done")
