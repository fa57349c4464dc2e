# name: a signal to everybody ends at most the sandbox
# uses: attempt
# expect: ok | signal | sandbox_died | exit_code | exception | timed_out
# stdout has: main is done
# timeout: 3

os.kill(-1, signal.SIGKILL)
print("main is done")
