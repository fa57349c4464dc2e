# name: a fork bomb does not take the processes of a call at the same time
# expect: ok
# timeout: 20
# value is: 10

import subprocess, time

done = 0
for _ in range(10):
    done += subprocess.run(["echo", "x"], capture_output=True).returncode == 0
    time.sleep(0.1)
done
# beside:
# uses: attempt
# expect: timed_out | exception | signal | ok | exit_code | out_of_memory | sandbox_died
# timeout: 3

while True:
    try:
        os.fork()
    except OSError:
        pass
