# name: a value whose repr never ends is ended at the deadline
# expect: timed_out
# timeout: 2


class Odd:
    def __repr__(self):
        while True:
            pass


Odd()
