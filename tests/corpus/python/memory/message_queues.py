# name: message queues and semaphores of the kernel's do not hold its memory
# uses: attempt
# expect: ok
# stdout has: all tried

IPC_PRIVATE, IPC_CREAT = 0, 0o1000
attempt("message queue", syscall, "msgget", IPC_PRIVATE, IPC_CREAT | 0o600)
attempt("semaphores", syscall, "semget", IPC_PRIVATE, 250, IPC_CREAT | 0o600)
print("all tried")
