# name: an output directory that became a file is none
# uses: attempt
# expect: ok
# stdout is: replaced\n

harmless(os.rmdir, "/tmp/out")
harmless(lambda: open("/tmp/out", "w").write("a file"))
print("replaced")
