# name: an exception with a message of megabytes is bounded
# expect: exception
# exception is: ValueError

raise ValueError("x" * 20_000_000)
