# name: a program can be run and read
# expect: ok
# stdout is: hello from echo\n7\n

import subprocess, sys

print(subprocess.run(["echo", "hello from echo"], capture_output=True, text=True, check=True).stdout, end="")
print(subprocess.run([sys.executable, "-c", "raise SystemExit(7)"]).returncode)
