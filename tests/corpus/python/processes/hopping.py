# name: a process that keeps changing its number is caught
# uses: attempt
# expect: timed_out | ok
# timeout: 2
# within: 6

first = os.getpid()
while True:
    try:
        if os.fork() == 0:
            os.setsid()
        elif os.getpid() == first:
            time.sleep(600)
        else:
            os._exit(0)
    except OSError:
        pass
