# name: the machine's counters cannot be read
# uses: attempt
# expect: ok | signal
# stdout has: all tried

import ctypes, struct

for kind, config in [(0, 0), (1, 0), (1, 1), (2, 1), (3, 0), (4, 0xC0)]:
    for target, cpu in [(0, -1), (-1, 0), (1, -1)]:
        body = ctypes.create_string_buffer(struct.pack("=IIQ", kind, 112, config) + bytes(96))
        attempt(f"counter {kind} {config} {target}", syscall, "perf_event_open", body, target, cpu, -1, 0)
print("all tried")
