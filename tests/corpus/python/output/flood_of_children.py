# name: floods of many processes at once are bounded
# uses: attempt
# expect: timed_out | exit_code | signal | sandbox_died
# timeout: 2

for _ in range(8):
    if os.fork() == 0:
        while True:
            os.write(1 + os.getpid() % 2, b"y" * 65_536)
time.sleep(60)
