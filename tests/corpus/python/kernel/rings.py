# name: the kernel's rings for input and output cannot be had
# uses: attempt
# expect: ok | signal
# stdout has: all tried

import ctypes

for entries, flags in [(1, 0), (8, 0), (32, 2), (8, 1 << 12)]:
    parameters = ctypes.create_string_buffer(8 + 112)
    parameters.raw = bytes(8) + flags.to_bytes(4, "little") + bytes(108)
    attempt(f"ring {flags}", syscall, "io_uring_setup", entries, parameters)
print("all tried")
