# name: an exception says its type, message and the line of the user's code
# expect: exception
# exception is: ZeroDivisionError
# exception has: line 9
# exception has: division by zero


def divide(a, b):
    return a / b


divide(1, 0)
