# name: an output directory that was removed is none
# uses: attempt
# expect: ok
# stdout is: removed\n

harmless(os.rmdir, "/tmp/out")
print("removed")
