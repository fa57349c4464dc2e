# name: a flood on stdout is bounded and ends with the program
# expect: ok | exit_code | sandbox_died
# value is: 'after the flood'
# timeout: 20

import sys

for _ in range(100):
    sys.stdout.write("x" * 999_999 + "\n")
"after the flood"
