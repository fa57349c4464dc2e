# name: a file's content does not make a page or program of it by name alone
# expect: ok
# file: page.txt, text/plain
# file: picture.png

with open("/tmp/out/page.txt", "w") as file:
    file.write("<script>alert(1)</script>")
with open("/tmp/out/picture.png", "w") as file:
    file.write("<svg onload=alert(1)>")
