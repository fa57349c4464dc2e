# name: harmless signals to the parent do not end the call early
# uses: attempt
# expect: ok | sandbox_died | signal | exit_code
# value is: 'genuine'
# timeout: 4

for number in [signal.SIGCHLD, signal.SIGWINCH, signal.SIGURG, signal.SIGCONT, signal.SIGALRM, signal.SIGPIPE, signal.SIGUSR1, signal.SIGHUP]:
    harmless(os.kill, os.getppid(), number)
time.sleep(0.3)
"genuine"
