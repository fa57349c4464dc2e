# name: a frame that claims gigabytes is no way to hold the host up
# uses: attempt
# expect: ok | exit_code | sandbox_died | signal | exception | timed_out
# timeout: 4
# stdout has: all written

for number in range(3, 1024):
    try:
        os.set_blocking(number, False)
    except OSError:
        continue
    for word in (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\xff\xff\xff\xff\x7f", b"\0"):
        harmless(os.write, number, word)
        harmless(os.write, number, b"x" * 100_000)
print("all written")
