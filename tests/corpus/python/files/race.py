# name: a file that keeps turning into a link while it is collected is not followed
# uses: attempt
# expect: ok
# within: 8
# never: root:x:0:0
# stdout has: main is done

target = "/etc/passwd"
with open("/tmp/out/race", "w") as file:
    file.write("x")
os.symlink("@CANARY@", "/tmp/link1")
os.symlink(target, "/tmp/link2")
print("main is done", flush=True)
if os.fork() == 0:
    os.setsid()
    while True:
        for link in ["@CANARY@", target]:
            harmless(os.symlink, link, "/tmp/next")
            harmless(os.rename, "/tmp/next", "/tmp/out/race")
            harmless(lambda: open("/tmp/next", "x").write("x"))
            harmless(os.rename, "/tmp/next", "/tmp/out/race")
