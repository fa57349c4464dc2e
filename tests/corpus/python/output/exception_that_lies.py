# name: an exception with a name of odd characters breaks nothing
# expect: exception
# exception has: after

Odd = type("\x1b[31m\n\u202eError", (Exception,), {})
raise Odd("before \0 \x1b[2J \ud800 after")
