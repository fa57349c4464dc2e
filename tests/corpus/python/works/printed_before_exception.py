# name: what was printed before an exception is kept
# expect: exception
# stdout is: before\n
# exception is: KeyError
# exception has: missing

print("before")
{}["missing"]
