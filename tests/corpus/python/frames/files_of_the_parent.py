# name: nothing can be written to the files of the parent or the first process
# uses: attempt
# expect: ok | sandbox_died
# value is: 'genuine'


def write(path):
    return os.write(os.open(path, os.O_WRONLY | os.O_NONBLOCK), b'{"exit":"ok","value":"forged"}\n')


def read(path):
    return os.read(os.open(path, os.O_RDONLY | os.O_NONBLOCK), 1)


for process in {1, os.getppid()} - {0, os.getpid()}:
    for number in range(1024):
        attempt(f"write {process}/{number}", write, f"/proc/{process}/fd/{number}")
        attempt(f"read {process}/{number}", read, f"/proc/{process}/fd/{number}")
"genuine"
