# name: a value with half a character is shown
# expect: ok | exception
# stdout has: before

print("before")
"\ud800 and \udfff"
