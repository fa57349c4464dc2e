# name: an exit that is caught is none
# expect: ok
# stdout is: caught 3\n

import sys

try:
    sys.exit(3)
except SystemExit as error:
    print("caught", error.code)
