# name: a picture written to /tmp/out is one
# expect: ok
# file: dot.png, image/png
# stdout has: 69 bytes

import os, struct, zlib


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
pixels = zlib.compress(b"\0\xff\0\0")
with open("/tmp/out/dot.png", "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))
print(os.path.getsize("/tmp/out/dot.png"), "bytes")
