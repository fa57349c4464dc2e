# name: the input of one call is not there for the next
# input: first.txt = private
# expect: ok
# stdout is: private\n

print(open("/tmp/in/first.txt").read())
# then:
# input: second.txt = other
# expect: ok
# stdout is: ['second.txt']\n

import os

print(os.listdir("/tmp/in"))
