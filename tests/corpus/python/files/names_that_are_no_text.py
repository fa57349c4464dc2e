# name: names that are no text are named safely or left out
# expect: ok
# file: plain.txt, 1 bytes

import os

for name in [b"\xff\xfe", b"a\x80b", b"\xc3", b"\xed\xa0\x80", b"plain.txt"]:
    with open(b"/tmp/out/" + name, "w") as file:
        file.write("x")
