# name: no open file of the first process or the parent can be taken
# uses: attempt
# expect: ok | signal
# stdout has: all tried

for process in {1, os.getppid()} - {0}:
    for number in range(16):

        def take():
            return syscall("pidfd_getfd", syscall("pidfd_open", process, 0), number, 0)

        attempt(f"{process} {number}", take)
print("all tried")
