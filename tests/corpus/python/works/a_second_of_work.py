# name: a second of computing is no problem
# expect: ok
# timeout: 20
# value is: 348513

# The primes below five million.
sieve = bytearray([1]) * 5_000_000
sieve[0] = sieve[1] = 0
for n in range(2, 2237):
    if sieve[n]:
        sieve[n * n :: n] = bytes(len(range(n * n, len(sieve), n)))
sum(sieve)
