# name: an input file of bytes arrives byte by byte
# input base64: data.bin = AAEC//79gICACg0KAA==
# input: other.txt = größer\n
# expect: ok
# stdout is: 000102fffefd8080800a0d0a00 größer\n ['data.bin', 'other.txt']\n

import os

print(
    open("/tmp/in/data.bin", "rb").read().hex(),
    open("/tmp/in/other.txt", encoding="utf-8").read(),
    sorted(os.listdir("/tmp/in")),
)
