# name: a call without input finds none of the one before
# input: first.txt = private
# expect: ok
# stdout is: private\n

print(open("/tmp/in/first.txt").read())
# then:
# expect: ok
# stdout is: []\n

import os

print(os.listdir("/tmp/in") if os.path.isdir("/tmp/in") else [])
