# name: a socket is no file to hand out
# expect: ok
# no file: socket
# file: real.txt, 4 bytes

import socket

listener = socket.socket(socket.AF_UNIX)
listener.bind("/tmp/out/socket")
with open("/tmp/out/real.txt", "w") as file:
    file.write("real")
