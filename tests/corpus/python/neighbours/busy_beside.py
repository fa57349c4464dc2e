# name: a call that computes for ever leaves time for another
# expect: ok
# timeout: 15
# value is: 499999500000

sum(range(1_000_000))
# beside:
# uses: attempt
# expect: timed_out | signal
# timeout: 3

for _ in range(8):
    if os.fork() == 0:
        while True:
            pass
while True:
    pass
