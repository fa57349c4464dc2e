# name: a call that takes all its memory takes none of another's
# expect: ok
# timeout: 25
# value is: 104857600

import time

time.sleep(0.5)
block = bytearray(b"x") * (100 << 20)
time.sleep(1)
len(block)
# beside:
# expect: out_of_memory | exception | sandbox_died
# timeout: 20

blocks = []
while True:
    blocks.append(bytearray(b"x") * (16 << 20))
