# name: nothing outside the sandbox's own directories can be written
# uses: attempt
# expect: ok
# stdout has: all tried

FOLDERS = ["/", "/bin", "/sbin", "/lib", "/usr", "/usr/bin", "/usr/lib", "/usr/local", "/etc", "/var", "/var/lib"]
FOLDERS += ["/var/tmp", "/var/log", "/root", "/home", "/opt", "/srv", "/boot", "/run", "/run/lock", "/proc", "/sys", "/app"]
FOLDERS += [os.path.dirname(os.__file__), sys.prefix, os.path.dirname(sys.executable)]


def write(folder):
    with open(os.path.join(folder, "@MARK@"), "w") as file:
        file.write("x")


for folder in FOLDERS:
    attempt(folder, write, folder)
for path in ["/etc/passwd", "/etc/shadow", "/etc/hosts", "/etc/resolv.conf", "/etc/ld.so.preload", os.__file__, sys.executable]:
    attempt(path, open, path, "a")
    attempt(f"remove {path}", os.remove, path)
print("all tried")
