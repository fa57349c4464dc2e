# name: an exception that cannot be shown breaks nothing
# expect: exception | exit_code
# stdout has: before


class Odd(Exception):
    def __str__(self):
        raise RuntimeError("no text")

    __repr__ = __str__


print("before")
raise Odd()
