# name: a docstring at the head is no value when something follows
# expect: ok
# value is: 2

"""What this does."""

1 + 1
