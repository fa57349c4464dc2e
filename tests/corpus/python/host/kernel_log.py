# name: the log of the host's kernel cannot be read
# uses: attempt
# expect: ok | signal
# stdout has: all tried

import ctypes


def log(action):
    room = ctypes.create_string_buffer(1 << 18)
    length = syscall("syslog", action, room, len(room))
    # Some sandboxes have a log of their own, which tells tales.
    return b"Linux version" in room.raw[:length] or b"BIOS" in room.raw[:length]


attempt("all of it", log, 3)
attempt("the device", os.open, "/dev/kmsg", os.O_RDONLY | os.O_NONBLOCK)
attempt("the file", os.open, "/proc/kmsg", os.O_RDONLY | os.O_NONBLOCK)
attempt("writing", os.open, "/dev/kmsg", os.O_WRONLY | os.O_NONBLOCK)
print("all tried")
