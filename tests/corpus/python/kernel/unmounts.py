# name: nothing can be unmounted
# uses: attempt
# expect: ok | signal
# stdout has: all tried

places = [line.split()[4] for line in open("/proc/self/mountinfo")]
for place in places[::-1]:
    for flags in [0, 2, 8]:
        attempt(f"{place} {flags}", syscall, "umount2", place.encode(), flags)
print("all tried")
