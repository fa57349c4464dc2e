# name: null bytes in the output break nothing
# expect: ok
# value is: 'written'
# stdout has: after

import os

os.write(1, b"before\0\0\0\x01\x02after\n")
"written"
