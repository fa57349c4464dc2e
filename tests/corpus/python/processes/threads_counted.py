# name: a bomb of threads harms nobody
# uses: attempt
# expect: exception | ok | timed_out | signal | exit_code | out_of_memory | sandbox_died
# timeout: 5

for _ in range(100_000):
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
