# name: a program that closes its output goes on
# expect: ok | exception | exit_code
# value is: 'went on'

import os, sys

sys.stdout.flush()
os.close(1)
os.close(2)
"went on"
