# name: links that lead to themselves do no harm
# expect: ok
# file: real.txt, 4 bytes
# no file: a

import os

os.symlink("b", "/tmp/out/a")
os.symlink("a", "/tmp/out/b")
os.symlink(".", "/tmp/out/here")
os.symlink("nowhere", "/tmp/out/dangling")
with open("/tmp/out/real.txt", "w") as file:
    file.write("real")
