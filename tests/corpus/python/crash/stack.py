# name: a recursion beyond the stack ends the program and nothing else
# expect: signal | exception | out_of_memory
# signal is: SIGSEGV
# timeout: 20

import sys

sys.setrecursionlimit(10**9)


class Odd:
    def __getattr__(self, name):
        return getattr(self, name + "x"[:0])


def deeper(n):
    return sorted([1, 2], key=lambda _: deeper(n + 1))


deeper(0)
