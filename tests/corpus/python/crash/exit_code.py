# name: an exit code comes back
# expect: exit_code
# exit code is: 3
# stdout is: before\n

import sys

print("before")
sys.exit(3)
