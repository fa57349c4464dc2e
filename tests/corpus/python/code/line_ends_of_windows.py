# name: line ends of Windows are no mistake
# code: crlf
# expect: ok
# stdout is: a\nb\n
# value is: 'c\\nd'

if True:
    print("a")
    print("b")
"""c
d"""
