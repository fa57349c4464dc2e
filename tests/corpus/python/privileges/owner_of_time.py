# name: the clock cannot be set
# uses: attempt
# expect: ok | signal
# stdout has: all tried

import ctypes, struct

# To what it is: whoever may do that may set it to anything.
pair = ctypes.create_string_buffer(struct.pack("=qq", int(time.time()), 0))
attempt("time.clock_settime", time.clock_settime, time.CLOCK_REALTIME, time.time())
attempt("clock_settime", syscall, "clock_settime", 0, pair)
attempt("settimeofday", syscall, "settimeofday", pair, None)
timex = ctypes.create_string_buffer(256)
harmless(syscall, "adjtimex", timex)
# The frequency that it has.
timex[0:4] = (2).to_bytes(4, "little")
attempt("adjtimex", syscall, "adjtimex", timex)
if not 1.7e9 < time.time() < 4e9:
    won("another time", time.time())
print("all tried")
