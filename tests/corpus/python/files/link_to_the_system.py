# name: a link to a file of the system is not followed
# expect: ok
# no file: passwd
# no file: environ
# no file: dev
# stdout is: linked\n

import os

os.symlink("/etc/passwd", "/tmp/out/passwd")
os.symlink("/proc/self/environ", "/tmp/out/environ")
os.symlink("/dev/zero", "/tmp/out/dev")
print("linked")
