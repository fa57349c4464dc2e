# name: no program can be loaded into the kernel
# uses: attempt
# expect: ok | signal
# stdout has: all tried

import ctypes, struct

code = ctypes.create_string_buffer(struct.pack("=QQ", 0x00000000000000B7, 0x95))
licence = ctypes.create_string_buffer(b"GPL")
for kind in range(1, 8):
    body = struct.pack("=IIQQIIQII", kind, 2, ctypes.addressof(code), ctypes.addressof(licence), 0, 0, 0, 0, 0)
    attempt(f"program {kind}", syscall, "bpf", 5, ctypes.create_string_buffer(body.ljust(128, b"\0")), 128)
for kind in [1, 2, 6, 26, 27]:
    body = struct.pack("=IIII", kind, 4, 4, 1) if kind != 27 else struct.pack("=IIII", kind, 0, 0, 4096)
    attempt(f"map {kind}", syscall, "bpf", 0, ctypes.create_string_buffer(body.ljust(128, b"\0")), 128)
print("all tried")
