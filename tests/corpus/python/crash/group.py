# name: a group of exceptions comes back
# expect: exception
# exception is: ExceptionGroup
# exception has: both

raise ExceptionGroup("both", [ValueError("one"), TypeError("two")])
