# name: a file of two hundred megabytes is bounded
# expect: ok | exception | out_of_memory | sandbox_died
# within: 20
# stdout is: made\n

try:
    with open("/tmp/out/large.bin", "wb") as file:
        for _ in range(200):
            file.write(bytes(1 << 20))
except OSError:
    pass
print("made")
