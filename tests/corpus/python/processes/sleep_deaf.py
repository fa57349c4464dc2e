# name: a sleeper that ignores every signal it can is ended at the deadline
# uses: attempt
# expect: timed_out
# timeout: 2

for number in range(1, 65):
    harmless(signal.signal, number, signal.SIG_IGN)
while True:
    try:
        time.sleep(60)
    except BaseException:
        pass
