# name: a daemon that keeps writing holds nothing up
# uses: attempt
# expect: ok
# within: 6
# stdout has: main is done

print("main is done", flush=True)
if os.fork() == 0:
    os.setsid()
    while True:
        os.write(1, b"x" * 65_536)
