# name: a child that is stopped under a tracer does not outlive its call
# uses: attempt
# expect: ok | timed_out
# timeout: 3
# stdout has: main is done

child = os.fork()
if child == 0:
    harmless(syscall, "ptrace", 0, 0, 0, 0)
    os.kill(os.getpid(), signal.SIGSTOP)
    time.sleep(600)
time.sleep(0.2)
print("main is done")
