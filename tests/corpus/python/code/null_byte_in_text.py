# name: a null byte in a string literal is no end of the code
# code: nul
# compiles: no
# expect: exception | refused | exit_code | ok
# never: cut short

print("cut " + "short") if len("a␀b") == 1 else None
