# name: page faults cannot be handled by the code
# uses: attempt
# expect: ok | signal
# stdout has: all tried

for flags in [0, 1, 0o2000000, 0o2000001]:
    attempt(f"flags {flags:o}", syscall, "userfaultfd", flags)
attempt("the device", os.open, "/dev/userfaultfd", os.O_RDWR)
print("all tried")
