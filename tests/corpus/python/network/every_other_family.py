# name: no socket of a family that a computation has no use for can be had
# uses: attempt
# expect: ok | signal
# stdout has: all tried

# Unix, the two of the Internet, and netlink, which has cases of its own.
USUAL = {1, 2, 10, 16}
for family in range(3, 50):
    if family in USUAL:
        continue
    for kind in [1, 2, 3, 4, 5]:
        for protocol in [0, 1]:
            attempt(f"family {family}/{kind}/{protocol}", socket.socket, family, kind, protocol)
print("all tried")
