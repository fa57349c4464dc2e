# name: no more than some hundred processes can be had
# uses: attempt
# expect: ok | exception | sandbox_died | out_of_memory | signal | timed_out
# stdout has: counted
# timeout: 15

children = []
try:
    while len(children) < 5000:
        child = os.fork()
        if child == 0:
            time.sleep(60)
            os._exit(0)
        children.append(child)
except OSError:
    pass
for child in children:
    os.kill(child, signal.SIGKILL)
if len(children) >= 5000:
    won("five thousand processes")
print("counted")
