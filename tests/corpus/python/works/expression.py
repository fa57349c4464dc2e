# name: the last expression is the value
# expect: ok
# value is: 42
# stdout is:

a, b = 6, 7
a * b
