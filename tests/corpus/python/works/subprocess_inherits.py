# name: what a child prints comes back in its place
# expect: ok
# stdout is: before\nchild\nafter\n

import subprocess

print("before", flush=True)
subprocess.run(["echo", "child"], check=True)
print("after")
