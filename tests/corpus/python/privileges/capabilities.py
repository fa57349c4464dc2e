# name: no capability can be added
# uses: attempt
# expect: ok | signal
# stdout has: all tried

import ctypes, struct

header = ctypes.create_string_buffer(struct.pack("=II", 0x20080522, 0))
everything = ctypes.create_string_buffer(struct.pack("=IIIIII", *[0xFFFFFFFF] * 6))
attempt("all", syscall, "capset", header, everything)
for number in [0, 1, 2, 6, 7, 12, 13, 16, 17, 18, 19, 21, 22, 25]:
    one = ctypes.create_string_buffer(struct.pack("=IIIIII", 1 << number, 1 << number, 0, 0, 0, 0))
    attempt(f"capability {number}", syscall, "capset", header, one)
libc = ctypes.CDLL(None)
attempt("ambient", lambda: libc.prctl(47, 2, 21, 0, 0) == 0)
attempt("securebits", lambda: libc.prctl(28, 1, 0, 0, 0) == 0)
print("all tried")
