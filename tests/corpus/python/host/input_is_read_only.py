# name: input files can be neither changed nor removed
# uses: attempt
# input: data.txt = original\n
# expect: ok
# stdout has: original all tried

attempt("write", lambda: open("/tmp/in/data.txt", "w").write("changed"))
attempt("append", lambda: open("/tmp/in/data.txt", "a").write("more"))
attempt("new", lambda: open("/tmp/in/new.txt", "w").write("new"))
attempt("remove", os.remove, "/tmp/in/data.txt")
attempt("rename", os.rename, "/tmp/in/data.txt", "/tmp/in/other.txt")
attempt("folder", os.mkdir, "/tmp/in/folder")
print(open("/tmp/in/data.txt").read().strip(), "all tried")
