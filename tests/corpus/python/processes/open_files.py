# name: no more than a bounded number of files can be open
# uses: attempt
# expect: exception | out_of_memory | sandbox_died | timed_out
# exception is: OSError
# timeout: 15

kept = []
for _ in range(2_000_000):
    kept.append(os.open("/dev/null", os.O_RDONLY))
