# name: an exit with code zero and without any clean-up loses nothing
# expect: ok | exit_code
# stdout is: before\n
# exit code is: 0

import os

print("before", flush=True)
os._exit(0)
