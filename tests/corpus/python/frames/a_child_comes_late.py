# name: a child that runs on after its parent does not answer for the program
# uses: attempt
# expect: ok
# value is: 'parent'
# within: 6

who = "parent"
if os.fork() == 0:
    os.setsid()
    time.sleep(1)
    who = "child"
who
