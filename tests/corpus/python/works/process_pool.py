# name: concurrent.futures works with processes
# expect: ok
# value is: [2, 3, 5, 7]
# timeout: 20

import concurrent.futures, multiprocessing


def is_prime(n):
    return n > 1 and all(n % d for d in range(2, n))


context = multiprocessing.get_context("fork")
with concurrent.futures.ProcessPoolExecutor(2, mp_context=context) as pool:
    found = [n for n, prime in zip(range(10), pool.map(is_prime, range(10))) if prime]
found
