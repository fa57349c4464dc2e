# name: children that compute for ever are ended with their parent
# uses: attempt
# expect: timed_out | signal
# timeout: 2

for _ in range(8):
    if os.fork() == 0:
        os.setsid()
        while True:
            pass
while True:
    pass
