# name: a program in Python's place ends the call well
# expect: ok | exit_code
# stdout has: from the shell

import os

os.execvp("sh", ["sh", "-c", "echo from the shell; exit 0"])
