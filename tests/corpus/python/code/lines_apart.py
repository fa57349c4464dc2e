# name: line separators that Python does not know do not move the lines
# expect: exception
# exception is: ZeroDivisionError
# exception has: line 7

x = " "
y = 1 / 0
