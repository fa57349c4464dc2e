# name: files that are large together are bounded
# expect: ok | exception | signal | sandbox_died | out_of_memory
# within: 20
# exception is: OSError
# stdout is: made\n

for n in range(200):
    with open(f"/tmp/out/sparse{n}.bin", "wb") as file:
        file.truncate(64 << 20)
print("made")
