# name: a hundred thousand folders within each other do no harm
# expect: exception | ok | timed_out | out_of_memory | signal | sandbox_died
# timeout: 10

import os

os.chdir("/tmp")
for n in range(100_000):
    os.mkdir("d")
    os.chdir("d")
