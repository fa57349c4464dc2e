# name: a recursion without end is an exception
# expect: exception
# exception is: RecursionError


def deeper(n):
    return deeper(n + 1)


deeper(0)
