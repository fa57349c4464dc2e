# name: threads that never end are ended at the deadline
# uses: attempt
# expect: timed_out | ok
# timeout: 2

for _ in range(4):
    threading.Thread(target=time.sleep, args=(60,)).start()
print("main is done")
