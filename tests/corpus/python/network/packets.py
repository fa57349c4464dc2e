# name: no socket for packets of a link can be had
# uses: attempt
# expect: ok | signal
# stdout has: all tried

for kind in [socket.SOCK_RAW, socket.SOCK_DGRAM, 10]:
    for protocol in [0, 0x0003, 0x0300, 0x0806]:
        attempt(f"packet {kind} {protocol:#x}", socket.socket, 17, kind, protocol)
print("all tried")
