# name: no link can be made and no address taken
# uses: attempt
# expect: ok | signal
# stdout has: all tried

import struct


def request(kind, body):
    with socket.socket(16, socket.SOCK_RAW, 0) as route:
        route.settimeout(1)
        route.bind((0, 0))
        # Create, exclusively, and acknowledge.
        route.send(struct.pack("=IHHII", 16 + len(body), kind, 0x605, 1, 0) + body)
        answer = route.recv(1 << 16)
        return struct.unpack("=i", answer[16:20])[0] == 0


name = struct.pack("=HH", 4 + 8, 3) + b"@MARK@"[:7].ljust(8, b"\0")
attempt("link", request, 16, struct.pack("=BxHiII", 0, 0, 0, 0, 0) + name)
address = struct.pack("=HH", 8, 2) + bytes([10, 9, 8, 7])
attempt("address", request, 20, struct.pack("=BBBBI", 2, 32, 0, 0, 1) + address)
route = struct.pack("=HH", 8, 4) + struct.pack("=I", 1)
attempt("route", request, 24, struct.pack("=BBBBBBBBI", 2, 0, 0, 0, 254, 3, 0, 1, 0) + route)
print("all tried")
