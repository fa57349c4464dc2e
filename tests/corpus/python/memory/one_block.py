# name: one block of three gigabytes cannot be had
# expect: out_of_memory | exception | sandbox_died
# exception is: MemoryError
# timeout: 25

block = bytearray(3 << 30)
for at in range(0, len(block), 4096):
    block[at] = 1
print("held all of it")
