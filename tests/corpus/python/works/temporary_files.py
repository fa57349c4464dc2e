# name: tempfile works, and the directory it takes is big enough
# expect: ok
# stdout is: 10485760 True\n

import os, tempfile

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "data")
    with open(path, "wb") as file:
        file.write(os.urandom(1 << 20) * 10)
    print(os.path.getsize(path), os.path.isdir(folder))
