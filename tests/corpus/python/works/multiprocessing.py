# name: a pool of processes works
# expect: ok
# value is: [0, 1, 4, 9, 16, 25]
# timeout: 20

import multiprocessing


def square(n):
    return n * n


with multiprocessing.get_context("fork").Pool(2) as pool:
    squares = pool.map(square, range(6))
squares
