# name: the environment of the code holds nothing of the host
# uses: attempt
# expect: ok
# stdout has: all looked at

for name, value in os.environ.items():
    look(name, value)
    if name.startswith(("TOOLHUB_", "DATABASE_", "HTTP_", "HOST_SECRET", "DOCKER_", "AWS_", "E2B_API")):
        won("variable", name)
print("all looked at")
