# name: a chain of a thousand exceptions is bounded
# expect: exception
# exception is: ValueError


def fail(n):
    try:
        if n:
            fail(n - 1)
        raise ValueError(n)
    except ValueError as error:
        raise ValueError(n) from error


fail(300)
