# name: streams that were replaced by the code are its own affair
# expect: ok
# value is: 'genuine'
# stdout is: before\nafter\n

import io, sys

print("before")
kept, sys.stdout = sys.stdout, io.StringIO()
print("kept inside")
sys.stdout = kept
print("after")
"genuine"
