# name: a child in a session of its own reaches no more than its parent
# uses: attempt
# expect: ok
# stdout has: all tried
# timeout: 20


def deed():
    os.setsid()
    for host in "@HOSTS@".split(","):
        attempt(host, lambda: socket.create_connection((host, int("@TCP@")), timeout=0.5))
    print("child tried", flush=True)


in_child(deed)
thread = threading.Thread(target=lambda: attempt("thread", socket.create_connection, ("172.17.0.1", int("@TCP@")), 1))
thread.start()
thread.join()
print("all tried")
