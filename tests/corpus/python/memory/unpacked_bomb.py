# name: a small archive that unpacks to gigabytes ends at the bound
# expect: out_of_memory | exception | sandbox_died
# exception is: MemoryError
# timeout: 25

import zlib

packer = zlib.compressobj(1)
zeros = bytes(1 << 20)
packed = b"".join(packer.compress(zeros) for _ in range(1500)) + packer.flush()
len(zlib.decompress(packed))
