# name: an exit without a code went well
# expect: ok | exit_code
# stdout is: before\n
# exit code is: 0

import sys

print("before")
sys.exit()
