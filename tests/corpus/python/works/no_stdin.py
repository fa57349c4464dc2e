# name: stdin is empty
# expect: ok
# within: 6
# value is: ('', 'EOFError')

import sys

rest = sys.stdin.read()
try:
    input()
    what = "a line"
except EOFError:
    what = "EOFError"
(rest, what)
