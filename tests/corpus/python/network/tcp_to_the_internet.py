# name: no TCP connection to a public address succeeds
# uses: attempt
# expect: ok
# stdout has: all tried
# timeout: 20


def conversation(address):
    # An accepted connection that carries nothing is none.
    with socket.create_connection(address, timeout=2) as stream:
        stream.sendall(b"HEAD / HTTP/1.0\r\n\r\n")
        return stream.recv(1) != b""


for address in [("1.1.1.1", 80), ("1.1.1.1", 443), ("8.8.8.8", 53), ("2606:4700:4700::1111", 80)]:
    attempt(address, conversation, address)
print("all tried")
