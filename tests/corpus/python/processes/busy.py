# name: a loop that never ends is ended at the deadline
# expect: timed_out
# timeout: 2

while True:
    pass
