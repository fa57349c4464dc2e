# name: a clock, name or limit that one call changed is not changed for the next
# uses: attempt
# expect: ok | signal
# stdout has: changed

import resource

for kind in [resource.RLIMIT_NOFILE, resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE]:
    harmless(resource.setrlimit, kind, (16, 16))
harmless(os.nice, 19)
os.write(1, b"changed\n")
# then:
# uses: attempt
# expect: ok
# value is: 100

import resource

opened = [open("/dev/null") for _ in range(100)]
with open("/tmp/size", "w") as file:
    file.write("x" * 1000)
if os.getpriority(os.PRIO_PROCESS, 0) >= 19:
    won("another's priority")
len(opened)
