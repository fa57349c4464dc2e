# name: an exception of the code's own class, with a cause, is told
# expect: exception
# exception is: OrderError
# exception has: no such order
# exception has: ValueError


class OrderError(Exception):
    pass


try:
    int("x")
except ValueError as error:
    raise OrderError("no such order") from error
