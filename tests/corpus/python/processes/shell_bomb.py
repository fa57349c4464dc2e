# name: a fork bomb of the shell harms nobody
# uses: attempt
# expect: timed_out | exception | signal | ok | exit_code | out_of_memory | sandbox_died
# timeout: 3

os.environ["MARK"] = "@MARK@"
subprocess.run(["sh", "-c", ": @MARK@; bomb() { bomb | bomb & }; bomb; sleep 60"])
