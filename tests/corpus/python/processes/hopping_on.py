# name: a process that keeps changing its number after its call is caught
# uses: attempt
# expect: ok | exit_code
# within: 6
# stdout has: main is done

print("main is done", flush=True)
if os.fork() == 0:
    os.setsid()
    while True:
        try:
            if os.fork() != 0:
                os._exit(0)
            os.setsid()
        except OSError:
            pass
