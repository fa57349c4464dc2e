# name: children that nobody waits for do no harm
# uses: attempt
# expect: ok | exception | sandbox_died
# stdout has: not waited for
# timeout: 10

count = 0
try:
    for _ in range(1000):
        if os.fork() == 0:
            os._exit(0)
        count += 1
except OSError:
    pass
print(count, "not waited for")
