# name: a daemon that ignores every signal does not outlive its call
# uses: attempt
# expect: ok
# within: 6
# stdout has: main is done

if os.fork() == 0:
    os.setsid()
    for number in range(1, 65):
        harmless(signal.signal, number, signal.SIG_IGN)
    while True:
        time.sleep(600)
print("main is done")
