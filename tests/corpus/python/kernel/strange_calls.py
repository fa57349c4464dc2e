# name: calls with numbers and arguments that make no sense change nothing
# uses: attempt
# expect: sandbox_died | ok | signal | exit_code | exception | timed_out | out_of_memory
# timeout: 10

import ctypes, random

random.seed(7)
libc = ctypes.CDLL(None, use_errno=True)
# Those that would end the child or wait for ever: exit, exit_group, pause, kill and the like.
LEFT_OUT = {15, 34, 60, 62, 88, 93, 94, 129, 130, 131, 200, 231, 234}


def storm(seed):
    random.seed(seed)
    words = [0, 1, 2, 3, -1, 4096, 1 << 31, (1 << 63) - 1, ctypes.addressof(ctypes.create_string_buffer(4096))]
    for _ in range(400):
        number = random.randrange(460)
        if number not in LEFT_OUT:
            libc.syscall(ctypes.c_long(number), *[ctypes.c_long(random.choice(words)) for _ in range(6)])


for seed in range(20):
    in_child(storm, seed, seconds=1)
    harmless(os.waitpid, -1, os.WNOHANG)
print("all tried")
