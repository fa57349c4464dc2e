# name: an output directory without rights is none
# uses: attempt
# expect: ok
# stdout is: shut\n

open("/tmp/out/inside.txt", "w").write("x")
harmless(os.chmod, "/tmp/out/inside.txt", 0)
harmless(os.chmod, "/tmp/out", 0)
harmless(os.chmod, "/tmp", 0)
print("shut")
