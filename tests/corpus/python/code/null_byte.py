# name: a null byte in the code is refused or an exception
# code: nul
# compiles: no
# expect: exception | refused | exit_code
# never: ran regardless

x = 1 ␀ + 1
print("ran " + "regardless")
