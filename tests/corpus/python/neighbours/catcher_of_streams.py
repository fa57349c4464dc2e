# name: a daemon that keeps reading its streams gets nothing of the next call
# uses: attempt
# expect: ok
# stdout is: waits\n
# within: 6

print("waits", flush=True)
if os.fork() == 0:
    os.setsid()
    while True:
        for number in [0, *range(3, 64)]:
            data = None
            try:
                os.set_blocking(number, False)
                data = os.read(number, 65_536)
            except OSError:
                continue
            if data:
                won("data", data[:100])
# then:
# uses: attempt
# expect: ok
# stdout is: second\n
# value is: 'second'

time.sleep(0.5)
print("second")
"second"
