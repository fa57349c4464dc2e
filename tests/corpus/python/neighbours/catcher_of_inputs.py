# name: a daemon that waits for the next call's input waits in vain
# uses: attempt
# expect: ok
# stdout is: waits\n
# within: 6

print("waits", flush=True)
if os.fork() == 0:
    os.setsid()
    while True:
        for name in harmless(os.listdir, "/tmp/in") or []:
            text = harmless(lambda: open("/tmp/in/" + name).read())
            harmless(lambda: open("/tmp/out/caught.txt", "w").write(str(text)))
            harmless(lambda: open("/tmp/in/" + name, "w").write("tampered with"))
# then:
# input: secret.txt = a secret of the second call
# expect: ok
# no file: caught.txt
# stdout is: a secret of the second call\n

import time

time.sleep(0.5)
print(open("/tmp/in/secret.txt").read())
