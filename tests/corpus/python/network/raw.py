# name: no raw socket can be had
# uses: attempt
# expect: ok | signal
# stdout has: all tried

for family in [socket.AF_INET, socket.AF_INET6]:
    for protocol in [1, 6, 17, 58, 255]:
        attempt(f"raw {family} {protocol}", socket.socket, family, socket.SOCK_RAW, protocol)
print("all tried")
