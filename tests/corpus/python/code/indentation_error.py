# name: wrong indentation says its line
# compiles: no
# expect: exception
# exception is: IndentationError
# exception has: line 8

if True:
x = 1
