# name: children share the bound of their parent
# expect: out_of_memory | exception | signal | ok | exit_code | sandbox_died | timed_out
# never: held 700
# timeout: 20

import os, time

children = []
for _ in range(8):
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        block = bytearray(250 << 20)
        for at in range(0, len(block), 4096):
            block[at] = 1
        os.write(write, b"x")
        # Everybody's memory is to be held at the same time.
        time.sleep(8)
        os._exit(0)
    os.set_blocking(read, False)
    children.append((child, read))
time.sleep(5)
holders = 0
for child, read in children:
    try:
        holders += os.waitpid(child, os.WNOHANG)[0] == 0 and os.read(read, 1) == b"x"
    except BlockingIOError:
        pass
if holders >= 3:
    print("held 700 and more by", holders)
