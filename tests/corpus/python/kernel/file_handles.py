# name: no file can be opened by a handle instead of its path
# uses: attempt
# expect: ok | signal
# stdout has: all tried

import ctypes, struct

for number in [1, 2, 3, 128, 256]:
    handle = ctypes.create_string_buffer(struct.pack("=IiII", 8, 1, number, 0))
    for place in ["/", "/etc/hosts", "/etc/hostname", "/tmp"]:

        def find():
            return syscall("open_by_handle_at", os.open(place, os.O_RDONLY), handle, os.O_RDONLY)

        attempt(f"{place} {number}", find)
print("all tried")
