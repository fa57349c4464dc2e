# name: a link to a file of the host is not followed
# expect: ok
# no file: canary
# no file: relative
# stdout is: linked\n

import os

os.symlink("@CANARY@", "/tmp/out/canary")
os.symlink("../../../../../../../../.." + "@CANARY@", "/tmp/out/relative")
print("linked")
