# name: an output directory that became a link is not followed
# uses: attempt
# expect: ok | exception | sandbox_died
# never: root:x:0:0
# no file: passwd
# no file: canary
# stdout has: replaced

harmless(os.rename, "/tmp/out", "/tmp/moved")
harmless(os.rmdir, "/tmp/out")
harmless(os.symlink, os.path.dirname("@CANARY@"), "/tmp/out")
harmless(os.symlink, "/etc", "/tmp/out")
print("replaced")
