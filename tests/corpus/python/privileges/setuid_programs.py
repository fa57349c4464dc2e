# name: no program of the image makes its caller root
# uses: attempt
# expect: ok | timed_out
# stdout has: all tried
# timeout: 20


def run(command, text=""):
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=2)
    return "uid=0" in done.stdout


attempt("su", run, ["su", "-c", "id"])
attempt("su without a password", run, ["su", "root", "-c", "id"], "\n")
attempt("sudo", run, ["sudo", "-n", "id"])
attempt("pkexec", run, ["pkexec", "id"])
attempt("doas", run, ["doas", "-n", "id"])
attempt("newgrp", run, ["sh", "-c", "echo id | newgrp root"])
attempt("busybox", run, ["busybox", "su", "-c", "id"])
attempt("capsh", run, ["capsh", "--uid=0", "--", "-c", "id"])
attempt("setpriv", run, ["setpriv", "--reuid=0", "id"])
print("all tried")
