# name: nothing below /sys can be written
# uses: attempt
# expect: ok | timed_out
# stdout has: all tried
# timeout: 20

tried, end = 0, time.monotonic() + 12
for at, folders, names in os.walk("/sys"):
    if time.monotonic() > end:
        break
    for name in names:
        path = os.path.join(at, name)
        tried += 1
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK))
        except OSError:
            continue
        won("opened", path)
print(tried, "files", "all tried")
