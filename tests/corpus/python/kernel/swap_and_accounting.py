# name: swap, accounting and quotas cannot be touched
# uses: attempt
# expect: ok | signal
# stdout has: all tried

with open("/tmp/swap", "wb") as file:
    file.truncate(1 << 20)
attempt("swapon", syscall, "swapon", b"/tmp/swap", 0)
attempt("swapoff", syscall, "swapoff", b"/swapfile")
attempt("acct", syscall, "acct", b"/tmp/swap")
attempt("acct off", syscall, "acct", None)
attempt("quotactl", syscall, "quotactl", 0x800002 << 8, b"/dev/sda1", 0, None)
attempt("vhangup", syscall, "vhangup")
attempt("iopl", syscall, "iopl", 3)
attempt("ioperm", syscall, "ioperm", 0x80, 1, 1)
print("all tried")
