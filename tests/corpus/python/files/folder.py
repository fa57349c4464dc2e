# name: a folder is no file
# expect: ok
# no file: folder
# file: real.txt, 4 bytes

import os

os.makedirs("/tmp/out/folder/in/folder")
with open("/tmp/out/real.txt", "w") as file:
    file.write("real")
