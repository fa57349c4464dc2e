# name: two hundred megabytes of memory can be used
# expect: ok
# timeout: 20
# value is: 209715200

block = bytearray(200 << 20)
for at in range(0, len(block), 4096):
    block[at] = 1
len(block)
