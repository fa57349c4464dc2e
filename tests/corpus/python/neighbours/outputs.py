# name: the files of one call are not listed for the next
# expect: ok
# file: first.txt, 5 bytes

with open("/tmp/out/first.txt", "w") as file:
    file.write("first")
# then:
# expect: ok
# no file: first.txt
# file: second.txt, 6 bytes
# stdout is: []\n

import os

print(os.listdir("/tmp/out"))
with open("/tmp/out/second.txt", "w") as file:
    file.write("second")
