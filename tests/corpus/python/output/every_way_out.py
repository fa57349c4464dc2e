# name: whatever is written to the streams by another road arrives as well
# expect: ok
# stdout has: by number
# stdout has: by a child
# value is: 'written'

import os, subprocess

os.write(1, b"by number\n")
subprocess.run(["sh", "-c", "echo by a child"])
for path in ["/dev/stdout", "/proc/self/fd/1", "/dev/fd/1", "/dev/tty", "/proc/self/fd/2"]:
    try:
        with open(path, "w") as file:
            file.write("by path\n")
    except OSError:
        pass
"written"
