# name: code that ends in the middle is told
# compiles: no
# expect: exception
# exception is: SyntaxError

print("never closed"
