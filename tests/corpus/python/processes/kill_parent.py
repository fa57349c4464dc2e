# name: signals to the parent and the first process end at most the sandbox
# uses: attempt
# expect: sandbox_died | ok | signal | exit_code | exception | timed_out
# timeout: 3

for process in [os.getppid(), 1]:
    for number in [signal.SIGTERM, signal.SIGINT, signal.SIGSTOP, signal.SIGUSR1, signal.SIGKILL]:
        harmless(os.kill, process, number)
        harmless(os.killpg, process, number)
time.sleep(0.5)
print("main is done")
