# name: an input file must have a name that is one
# input:  = evil
# expect: refused

print("it ran")
