# name: what is freed does not count for ever
# expect: ok
# stdout is: all was free again\n
# timeout: 25

for _ in range(20):
    block = bytearray(150 << 20)
    block[:: 4096] = b"x" * len(range(0, len(block), 4096))
    del block
print("all was free again")
