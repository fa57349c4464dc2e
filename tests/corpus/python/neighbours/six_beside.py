# name: calls at the same time get their own answers
# expect: ok
# stdout is: one\n
# file has: name.txt = one

import time

time.sleep(0.3)
print(open("/tmp/out/name.txt", "w").write("one") and "one")
# beside:
# expect: ok
# stdout is: two\n
# file has: name.txt = two

import time

time.sleep(0.3)
print(open("/tmp/out/name.txt", "w").write("two") and "two")
# beside:
# input: name.txt = three
# expect: ok
# stdout is: three\n

print(open("/tmp/in/name.txt").read())
# beside:
# input: name.txt = four
# expect: ok
# stdout is: four\n

print(open("/tmp/in/name.txt").read())
# beside:
# expect: exception
# exception has: five

raise ValueError("five")
# beside:
# expect: exit_code
# exit code is: 6

import sys

sys.exit(6)
