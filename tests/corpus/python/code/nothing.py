# name: no code at all is refused or does nothing
# code: empty
# expect: refused | ok
