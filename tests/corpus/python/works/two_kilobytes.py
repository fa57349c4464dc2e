# name: two kilobytes of output come back whole
# expect: ok
# stdout is: 000 -----------------\n001 -----------------\n002 -----------------\n003 -----------------\n004 -----------------\n005 -----------------\n006 -----------------\n007 -----------------\n008 -----------------\n009 -----------------\n
# stderr has: 0123456789abcdef0123456789abcdef0123456789abcdef

import sys

for n in range(10):
    print(f"{n:03}", "-" * 17)
print("0123456789abcdef" * 120, file=sys.stderr)
