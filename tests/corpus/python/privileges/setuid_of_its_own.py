# name: a setuid copy of Python keeps its caller's rights
# uses: attempt
# expect: ok
# stdout has: all tried

import shutil


def copy(folder):
    path = f"{folder}/python"
    shutil.copy(os.path.realpath(sys.executable), path)
    os.chmod(path, 0o6755)
    code = "import os; print('uid=%d gid=%d' % (os.geteuid(), os.getegid()))"
    done = subprocess.run([path, "-I", "-c", code], capture_output=True, text=True, timeout=5)
    return "uid=0" in done.stdout or "gid=0" in done.stdout


for folder in ["/tmp", "/tmp/out", "/dev/shm"]:
    attempt(folder, copy, folder)
    attempt(f"owner {folder}", os.chown, folder, 0, 0)
print("all tried")
