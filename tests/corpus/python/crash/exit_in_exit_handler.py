# name: an exit in an exit handler is no escape
# expect: ok | exit_code
# stdout is: before\n
# exit code is: 9

import atexit, os

atexit.register(os._exit, 9)
print("before", flush=True)
