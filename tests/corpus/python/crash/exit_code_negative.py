# name: an exit code below zero wraps as it does elsewhere
# expect: exit_code
# exit code is: 255

import sys

sys.exit(-1)
