# name: shared memory of one call is not there for the next
# uses: attempt
# expect: ok
# stdout has: left

import ctypes

# Under a key of the case's own.
key = int.from_bytes(b"@MARK@"[-4:], "little") & 0x7FFFFFFF
harmless(syscall, "shmget", key, 4096, 0o1000 | 0o666)
harmless(lambda: open("/dev/shm/left@MARK@", "w").write("left"))
libc = ctypes.CDLL(None)
harmless(libc.mq_open, b"/left@MARK@", 0o102, 0o666, None)
print("left")
# then:
# uses: attempt
# expect: ok
# stdout has: looked for

import ctypes

key = int.from_bytes(b"@MARK@"[-4:], "little") & 0x7FFFFFFF
attempt("segment", syscall, "shmget", key, 4096, 0)
attempt("file", os.stat, "/dev/shm/left@MARK@")
attempt("queue", lambda: ctypes.CDLL(None).mq_open(b"/left@MARK@", 0) >= 0)
print("looked for")
