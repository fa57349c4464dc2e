# name: output in both streams is complete when a program ends itself at once
# expect: exit_code | ok
# exit code is: 5
# stdout has: last words
# timeout: 5

import os

os.write(1, b"x" * 1000 + b"\nlast words\n")
os._exit(5)
