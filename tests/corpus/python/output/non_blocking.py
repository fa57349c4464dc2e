# name: a stream that was made non-blocking loses no call
# expect: exception | ok | exit_code
# stdout has: xxxx
# timeout: 10

import os

os.set_blocking(1, False)
for _ in range(200):
    os.write(1, b"x" * 65_536)
