# name: a character that is cut by the bound or the end breaks nothing
# expect: ok
# value is: 'written'
# timeout: 20

import os

os.write(1, b"x" + "\u20ac".encode() * 300_000)
os.write(2, "\u20ac".encode()[:2])
"written"
