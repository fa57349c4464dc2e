# name: half a character in output and value breaks nothing
# expect: exception | ok
# exception is: UnicodeEncodeError

print("before")
print("\ud800")
"\udfff"
