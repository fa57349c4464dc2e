# name: a daemon that keeps writing is not heard in the next call
# uses: attempt
# expect: ok | exit_code | exception | signal | sandbox_died
# stdout has: first
# within: 6

print("first", flush=True)
if os.fork() == 0:
    os.setsid()
    while True:
        for number in range(1, 64):
            harmless(os.write, number, b"intruder\n")
        time.sleep(0.01)
# then:
# uses: attempt
# expect: ok
# never: intruder
# stdout is: second\n
# value is: 'second'

time.sleep(0.5)
print("second")
"second"
