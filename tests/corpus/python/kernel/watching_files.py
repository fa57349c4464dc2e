# name: the files of others cannot be watched
# uses: attempt
# expect: ok | signal
# stdout has: all tried

# Content and permission events on whole mounts.
for kind in [4, 8, 12]:
    attempt(f"fanotify {kind}", syscall, "fanotify_init", kind, os.O_RDONLY)
attempt("lease on a file of the image", lambda: __import__("fcntl").fcntl(os.open("/etc/hosts", os.O_RDONLY), 1024, 0))
print("all tried")
