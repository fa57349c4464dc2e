# name: a program that a shell puts in the background does not outlive its call
# uses: attempt
# expect: ok
# within: 6
# stdout has: main is done

os.environ["MARK"] = "@MARK@"
os.system("(setsid sleep 600 &) ; (sleep 600 >/dev/null 2>&1 &)")
print("main is done")
