# name: output that is no text breaks nothing
# expect: ok
# value is: 'written'
# stdout has: after

import os

os.write(1, b"before \xff\xfe\x80\xc3\xed\xa0\x80\xf4\x90\x80\x80 after\n")
os.write(2, bytes(range(256)))
"written"
