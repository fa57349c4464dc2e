# name: a process that keeps changing its number is caught
# uses: attempt
# expect: timed_out | ok
# timeout: 2
# within: 6

while True:
    try:
        if os.fork() != 0:
            os._exit(0) if os.getppid() == 1 else time.sleep(3600)
        os.setsid()
    except OSError:
        pass
