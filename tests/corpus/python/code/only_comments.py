# name: code of comments alone does nothing
# expect: ok
# stdout is:
# stderr is:

# nothing to do
