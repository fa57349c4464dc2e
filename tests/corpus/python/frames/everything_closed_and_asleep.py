# name: a program that closes every file it has is still held to its deadline
# uses: attempt
# expect: timed_out | ok | exit_code | exception | signal | sandbox_died
# timeout: 2

os.closerange(0, 65_536)
time.sleep(600)
