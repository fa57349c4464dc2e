# name: no name but the sandbox's own is resolved
# uses: attempt
# expect: ok
# stdout has: all tried
# timeout: 25
# within: 30

for name in ["example.com", "api.github.com", "kubernetes.default.svc", "metadata.google.internal"]:
    attempt(name, socket.getaddrinfo, name, 443)
    attempt(name, socket.gethostbyname, name)
print("all tried")
