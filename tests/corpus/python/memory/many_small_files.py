# name: two hundred thousand files do no harm
# expect: exception | ok | timed_out | out_of_memory | signal | sandbox_died
# timeout: 15

import os

os.mkdir("/tmp/many")
for n in range(200_000):
    os.close(os.open(f"/tmp/many/{n}", os.O_CREAT | os.O_WRONLY))
