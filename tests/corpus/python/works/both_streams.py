# name: both streams come back apart
# expect: ok
# stdout is: to stdout\n
# stderr is: to stderr\n

import sys

print("to stdout")
print("to stderr", file=sys.stderr)
