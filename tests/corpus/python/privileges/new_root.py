# name: no root directory can be taken
# uses: attempt
# expect: ok | signal
# stdout has: all tried

os.makedirs("/tmp/root/old", exist_ok=True)
attempt("chroot", os.chroot, "/tmp/root")
attempt("chroot to the first process's", os.chroot, "/proc/1/root")
attempt("pivot_root", syscall, "pivot_root", b"/tmp/root", b"/tmp/root/old")
attempt("pivot_root to itself", syscall, "pivot_root", b".", b".")
print("all tried")
