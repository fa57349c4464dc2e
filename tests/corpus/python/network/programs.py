# name: no program of the image reaches the host in the code's place
# uses: attempt
# expect: ok
# stdout has: all tried
# timeout: 25


def run(*command):
    done = subprocess.run(command, capture_output=True, timeout=3, stdin=subprocess.DEVNULL)
    # Silence is no answer.
    return b"canary" in done.stdout


for host in ["127.0.0.1", "172.17.0.1"]:
    url = f"http://{host}:@TCP@/"
    attempt("curl", run, "curl", "--http0.9", "-m", "2", url)
    attempt("wget", run, "wget", "-T", "2", "-t", "1", "-O", "-", url)
    attempt("bash", run, "bash", "-c", f"cat </dev/tcp/{host}/@TCP@")
    attempt("nc", run, "nc", "-w", "2", host, "@TCP@")
    attempt("perl", run, "perl", "-MIO::Socket::INET", "-e", f"print IO::Socket::INET->new('{host}:@TCP@')->getline")
print("all tried")
