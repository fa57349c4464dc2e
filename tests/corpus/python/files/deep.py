# name: a path of a thousand folders does no harm
# expect: ok
# within: 15
# stdout is: made\n

import os

os.chdir("/tmp/out")
for n in range(1000):
    os.mkdir("folder")
    os.chdir("folder")
with open("deep.txt", "w") as file:
    file.write("deep")
print("made")
