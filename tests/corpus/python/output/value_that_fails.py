# name: a value whose repr fails breaks nothing
# expect: ok | exception
# stdout is: before\n


class Odd:
    def __repr__(self):
        raise RuntimeError("no repr")


print("before")
Odd()
