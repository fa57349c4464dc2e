# name: a computation that Python cannot interrupt is ended at the deadline
# expect: timed_out | out_of_memory
# timeout: 2

x = 7 ** (10**7)
while True:
    x = x * x >> 10**7
