# name: an exception that is not quite one comes back
# expect: exception
# exception is: Odd
# exception has: not quite


class Odd(BaseException):
    pass


raise Odd("not quite")
