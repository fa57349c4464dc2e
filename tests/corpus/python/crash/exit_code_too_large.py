# name: an exit code over the bound wraps as it does elsewhere
# expect: ok | exit_code
# stdout is: before\n

import sys

print("before")
sys.exit(256)
