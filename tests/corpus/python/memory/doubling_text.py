# name: a text that doubles for ever ends at the bound
# expect: out_of_memory | exception | sandbox_died
# exception is: MemoryError
# timeout: 25

text = "x" * 1000
while True:
    text += text
