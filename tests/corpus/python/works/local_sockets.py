# name: a pair of sockets within the sandbox works
# expect: ok
# value is: b'hello'

import socket

left, right = socket.socketpair()
left.sendall(b"hello")
right.recv(5)
