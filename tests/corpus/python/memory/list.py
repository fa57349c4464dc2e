# name: a list that grows for ever ends at the bound
# expect: out_of_memory | exception | sandbox_died
# exception is: MemoryError
# never: held 700
# timeout: 25

held, blocks = 0, []
while True:
    blocks.append(list(range(1 << 17)))
    blocks.append(bytearray(b"x") * (4 << 20))
    held += 8
    if held % 100 < 8:
        print("held", held // 100 * 100, flush=True)
