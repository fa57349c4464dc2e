# name: a file that grows while it is collected is bounded
# uses: attempt
# expect: ok | out_of_memory | sandbox_died
# within: 10
# stdout has: main is done

print("main is done", flush=True)
if os.fork() == 0:
    os.setsid()
    with open("/tmp/out/growing.txt", "w") as file:
        while True:
            harmless(file.write, "x" * 65_536)
