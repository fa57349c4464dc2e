# name: a call sees nothing of another at the same time
# input: secret.txt = inputof@MARK@
# expect: ok
# stdout has: worked in peace

import os, subprocess, sys, time

word = "secret" + "of" + "@MARK@"
os.environ["PRIVATE"] = word
with open("/tmp/private.txt", "w") as file:
    file.write(word)
with open("/tmp/out/private.txt", "w") as file:
    file.write(word)
try:
    open("/dev/shm/private", "w").write(word)
except OSError:
    pass
code = "import time; time.sleep(2.5)"
subprocess.run([sys.executable, "-c", code, word], env={"PRIVATE": word})
print("worked in peace")
# beside:
# uses: attempt
# expect: ok
# stdout has: looked around

word = b"secret" + b"of" + b"@MARK@"
own = {os.getpid(), os.getppid()}
end = time.monotonic() + 3
while time.monotonic() < end:
    for process in os.listdir("/proc"):
        if not process.isdigit() or int(process) in own:
            continue
        for name in ["cmdline", "environ"]:
            text = harmless(lambda: open(f"/proc/{process}/{name}", "rb").read()) or b""
            if word in text:
                won(name)
    for folder in ["/tmp", "/dev/shm", "/tmp/out", "/tmp/in", "/var/tmp"]:
        for name in harmless(os.listdir, folder) or []:
            text = harmless(lambda: open(f"{folder}/{name}", "rb").read(1000)) or b""
            if word in text or b"inputof" + b"@MARK@" in text:
                won(folder, name)
    time.sleep(0.05)
print("looked around")
