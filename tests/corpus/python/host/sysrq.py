# name: the kernel takes no emergency command
# uses: attempt
# expect: ok
# stdout has: all tried


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


# The gentlest there is: a line in the kernel's log.
attempt("sysrq", write, "/proc/sysrq-trigger", "h")
attempt("through the first process", write, "/proc/1/root/proc/sysrq-trigger", "h")
attempt("timer", write, "/proc/timer_stats", "1")
print("all tried")
