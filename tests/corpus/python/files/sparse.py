# name: a file of a terabyte without content is bounded
# expect: ok | exception | signal | sandbox_died
# within: 15
# exception is: OSError
# stdout is: made\n

with open("/tmp/out/sparse.bin", "wb") as file:
    file.truncate(1 << 40)
print("made")
