# name: no bound on a process can be raised
# uses: attempt
# expect: ok | signal
# stdout has: all tried

import resource

NAMES = ["AS", "NPROC", "NOFILE", "FSIZE", "DATA", "STACK", "CORE", "CPU", "MEMLOCK", "RTPRIO", "NICE", "SIGPENDING", "MSGQUEUE"]
for name in NAMES:
    kind = getattr(resource, f"RLIMIT_{name}")
    soft, hard = resource.getrlimit(kind)
    if hard == resource.RLIM_INFINITY:
        continue
    attempt(f"{name} beyond", resource.setrlimit, kind, (hard + 1, hard + 1))
    attempt(f"{name} without end", resource.setrlimit, kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print("all tried")
