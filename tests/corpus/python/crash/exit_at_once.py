# name: an exit without any clean-up comes back
# expect: exit_code
# exit code is: 7
# stdout is: before\n

import os

print("before", flush=True)
os._exit(7)
