# name: a daemon that keeps the output open holds nothing up
# uses: attempt
# expect: ok
# within: 6
# stdout has: main is done

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(600)
    os._exit(0)
print("main is done")
