# name: return outside a function is told
# compiles: no
# expect: exception
# exception is: SyntaxError

return 1
