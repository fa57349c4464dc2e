# name: five hundred calls deep is fine
# expect: ok
# value is: 500


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


depth(500)
