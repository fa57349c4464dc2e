# name: a daemon does not outlive its call
# uses: attempt
# expect: ok
# within: 6
# stdout has: main is done

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.chdir("/")
        for number in range(3):
            os.dup2(os.open("/dev/null", os.O_RDWR), number)
        time.sleep(600)
    os._exit(0)
print("main is done")
