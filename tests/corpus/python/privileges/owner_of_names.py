# name: the machine cannot be renamed
# uses: attempt
# expect: ok | signal
# stdout has: all tried

name = socket.gethostname()
attempt("sethostname", syscall, "sethostname", b"@MARK@", 5)
attempt("setdomainname", syscall, "setdomainname", b"@MARK@", 5)
attempt("socket.sethostname", socket.sethostname, "pwned")
if socket.gethostname() != name:
    won("another name", socket.gethostname())
print("all tried")
