# name: several files are listed, empty ones too
# expect: ok
# file: a.csv, 4 bytes
# file: b.json, 2 bytes
# file: empty.txt, 0 bytes
# file has: a.csv = x,y\n
# no file: c.txt

import os

for name, text in [("a.csv", "x,y\n"), ("b.json", "{}"), ("empty.txt", ""), ("c.txt", "gone")]:
    with open(f"/tmp/out/{name}", "w") as file:
        file.write(text)
os.remove("/tmp/out/c.txt")
