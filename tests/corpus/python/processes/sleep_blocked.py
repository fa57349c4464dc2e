# name: a sleeper that blocks every signal is ended at the deadline
# uses: attempt
# expect: timed_out
# timeout: 2

signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
threading.Thread(target=time.sleep, args=(60,)).start()
time.sleep(60)
