# name: a file without rights breaks nothing
# expect: ok
# file: plain.txt, 1 bytes

import os

for name in ["shut.txt", "plain.txt"]:
    with open("/tmp/out/" + name, "w") as file:
        file.write("x")
os.chmod("/tmp/out/shut.txt", 0)
os.mkdir("/tmp/out/folder", 0)
