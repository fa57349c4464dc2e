# name: a program that closes every file it has ends its call
# expect: ok | exit_code | exception | signal | sandbox_died
# exit code is: 0
# stdout has: closing

import os

print("closing", flush=True)
os.closerange(0, 65_536)
"closed"
