# name: a syntax error says its line
# compiles: no
# expect: exception
# exception is: SyntaxError
# exception has: line 8

x = 1
y = = 2
