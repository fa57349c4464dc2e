# name: full pipes and sockets do not hold the host's memory
# expect: exception | ok | out_of_memory | signal | sandbox_died | timed_out
# timeout: 15

import os, socket

kept = []
for _ in range(20_000):
    read, write = os.pipe()
    os.set_blocking(write, False)
    os.write(write, b"x" * 65_536)
    pair = socket.socketpair()
    pair[0].setblocking(False)
    pair[0].send(b"x" * 100_000)
    kept.append((read, write, pair))
