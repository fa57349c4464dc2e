# name: what was left before the deadline may be listed, and nothing breaks
# expect: timed_out
# timeout: 2

import time

with open("/tmp/out/partial.txt", "w") as file:
    file.write("part")
time.sleep(60)
