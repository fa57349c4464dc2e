# name: statements on one line are statements
# expect: ok
# value is: 3
# stdout is: x\n

x = 1; print("x"); x + 2
