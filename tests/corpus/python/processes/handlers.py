# name: handlers that go on regardless do not move the deadline
# uses: attempt
# expect: timed_out
# timeout: 2

for number in [signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGHUP, signal.SIGQUIT, signal.SIGXCPU]:
    signal.signal(number, lambda *_: None)
while True:
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    signal.pause()
