# name: no process can be put before those of the host
# uses: attempt
# expect: ok | signal
# stdout has: all tried


# Some kernels take these numbers and do nothing with them.
harmless(os.setpriority, os.PRIO_PROCESS, 0, -20)
harmless(os.sched_setaffinity, 0, range(256))
harmless(lambda: open("/proc/self/oom_score_adj", "w").write("-1000"))
for policy in [os.SCHED_FIFO, os.SCHED_RR]:
    attempt(f"policy {policy}", os.sched_setscheduler, 0, policy, os.sched_param(50))
print("all tried")
