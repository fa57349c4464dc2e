# name: a pipe by name is not read
# expect: ok
# within: 6
# no file: pipe
# file: real.txt, 4 bytes

import os

os.mkfifo("/tmp/out/pipe")
with open("/tmp/out/real.txt", "w") as file:
    file.write("real")
