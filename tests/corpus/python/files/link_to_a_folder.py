# name: a link to a folder is not followed
# expect: ok
# never: root:x:0:0
# no file: etc
# no file: etc/passwd
# stdout is: linked\n

import os

os.symlink("/etc", "/tmp/out/etc")
os.symlink("/", "/tmp/out/root")
os.symlink(os.path.dirname("@CANARY@"), "/tmp/out/canaries")
print("linked")
