# name: a second name of a file of the system is not handed out
# uses: attempt
# expect: ok
# no file: passwd
# stdout has: all tried

attempt("passwd", os.link, "/etc/passwd", "/tmp/out/passwd")
attempt("python", os.link, os.path.realpath(sys.executable), "/tmp/out/python")
attempt("canary", os.link, "@CANARY@", "/tmp/out/canary")
print("all tried")
