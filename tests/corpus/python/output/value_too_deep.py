# name: a value too deep for repr breaks nothing
# expect: exception | ok | signal | sandbox_died
# exception is: RecursionError

deep = []
for _ in range(200_000):
    deep = [deep]
deep
