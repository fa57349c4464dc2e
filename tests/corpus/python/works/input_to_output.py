# name: an input file can be copied to the output
# input: notes.txt = line one\nline two\n
# expect: ok
# file: copy.txt, 18 bytes
# file has: copy.txt = line one\nline two\n

import shutil

shutil.copy("/tmp/in/notes.txt", "/tmp/out/copy.txt")
