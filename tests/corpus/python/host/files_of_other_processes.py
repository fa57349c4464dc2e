# name: no open file of another process leads anywhere
# uses: attempt
# expect: ok
# stdout has: all tried

me = {str(os.getpid()), "self", "thread-self"}
for process in os.listdir("/proc"):
    if not process.isdigit() or process in me:
        continue
    for kind in ["fd", "map_files"]:
        try:
            names = os.listdir(f"/proc/{process}/{kind}")
        except OSError:
            continue
        for name in names:
            path = f"/proc/{process}/{kind}/{name}"
            try:
                opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
                os.set_blocking(opened, False)
                look(path, os.read(opened, 1 << 16))
                os.close(opened)
            except OSError:
                continue
print("all tried")
