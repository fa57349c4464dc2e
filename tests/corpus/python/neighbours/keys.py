# name: keys that one call puts aside are not there for the next
# uses: attempt
# expect: ok | signal
# stdout has: left

for ring in [-1, -2, -3, -4, -5]:
    harmless(syscall, "add_key", b"user", b"left@MARK@", b"a secret", 8, ring)
print("left")
# then:
# uses: attempt
# expect: ok | signal
# stdout has: looked for

for ring in [-1, -2, -3, -4, -5]:
    attempt(f"search {ring}", syscall, "keyctl", 10, ring, b"user", b"left@MARK@", 0)
attempt("request", syscall, "request_key", b"user", b"left@MARK@", None, 0)
if b"left@MARK@" in (harmless(lambda: open("/proc/keys", "rb").read()) or b""):
    won("the list of keys")
print("looked for")
