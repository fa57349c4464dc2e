# name: a child that runs on to the end does not answer for the program
# uses: attempt
# expect: ok
# value is: 'parent'

child = os.fork()
if child:
    os.waitpid(child, 0)
    who = "parent"
else:
    who = "child"
who
