# name: a claim of an encoding that cannot be (coding: utf-16) is no harm
# expect: ok | exception
# exception is: SyntaxError
# value is: 42

6 * 7
