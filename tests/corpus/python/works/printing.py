# name: what is printed comes back as it was
# expect: ok
# stdout is: one\n  two\tthree\n\nfour
# stderr is:

print("one\n  two\tthree\n")
print("four", end="")
