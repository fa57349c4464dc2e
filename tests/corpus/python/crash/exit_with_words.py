# name: an exit with words is told
# expect: exit_code
# exit code is: 1
# stderr has: no such order

import sys

sys.exit("no such order")
