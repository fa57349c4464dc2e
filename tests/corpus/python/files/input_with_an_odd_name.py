# name: a null byte or line end in an input file's name is refused or made harmless
# input: a\u0000b\n.txt = evil
# expect: refused | ok
# stdout has: fine

import os

if all("\n" not in name for name in os.listdir("/tmp/in")):
    print("fine")
