# name: an input file's name cannot lead out of its directory
# uses: attempt
# input: ../up.txt = evil
# expect: refused | ok
# no file: up.txt

for path in ["/tmp/up.txt", "/up.txt"]:
    if os.path.exists(path):
        won(path)
