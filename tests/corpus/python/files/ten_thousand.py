# name: ten thousand files are bounded
# expect: ok | exception | sandbox_died
# within: 20
# exception is: OSError
# stdout is: made\n

for n in range(10_000):
    with open(f"/tmp/out/{n}.txt", "w") as file:
        file.write("x")
print("made")
