# name: archives can be made and read
# expect: ok
# file: all.zip
# value is: ['a.txt', 'b.txt']

import zipfile

with zipfile.ZipFile("/tmp/out/all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("a.txt", "a" * 1000)
    archive.writestr("b.txt", "b")
zipfile.ZipFile("/tmp/out/all.zip").namelist()
