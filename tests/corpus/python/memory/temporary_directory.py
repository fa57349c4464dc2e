# name: /tmp takes no more than its bound
# expect: exception | out_of_memory | signal | sandbox_died
# exception is: OSError
# never: written 700
# timeout: 25

block, written = b"x" * (1 << 20), 0
with open("/tmp/big", "wb", buffering=0) as file:
    while written < 4000:
        if file.write(block) != len(block):
            raise OSError("cut short")
        written += 1
        if written % 100 == 0:
            print("written", written, flush=True)
print("written 700 and more")
