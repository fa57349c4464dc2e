# name: a fork bomb harms nobody
# uses: attempt
# expect: timed_out | exception | signal | ok | exit_code | out_of_memory | sandbox_died
# timeout: 3

while True:
    try:
        os.fork()
    except OSError:
        pass
