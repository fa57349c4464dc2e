# name: a call after a crash, a time-out and a lack of memory is like the first
# expect: signal

import os

os.abort()
# then:
# expect: timed_out
# timeout: 1

while True:
    pass
# then:
# expect: out_of_memory | exception | sandbox_died
# timeout: 20

blocks = []
while True:
    blocks.append(bytearray(b"x") * (16 << 20))
# then:
# expect: ok
# value is: 'as new'

"as new"
