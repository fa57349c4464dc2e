# name: an input file's name cannot be a path from the root
# uses: attempt
# input: /tmp/out/absolute.txt = evil
# expect: refused | ok
# no file: absolute.txt

if os.path.exists("/tmp/out/absolute.txt"):
    won("an absolute name")
