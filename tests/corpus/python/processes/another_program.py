# name: a program in Python's place is held to the same deadline
# uses: attempt
# expect: timed_out
# timeout: 2

os.execvpe("sleep", ["sleep", "600"], {"MARK": "@MARK@"})
