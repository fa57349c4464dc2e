# name: a fork bomb whose children leave their session harms nobody
# uses: attempt
# expect: timed_out | exception | signal | ok | exit_code | out_of_memory | sandbox_died
# timeout: 3

while True:
    try:
        if os.fork() == 0:
            os.setsid()
    except OSError:
        time.sleep(0.001)
