# name: a file written to /tmp/out is listed and can be read
# expect: ok
# file: report.txt, 6 bytes, text/plain
# file has: report.txt = total\n

with open("/tmp/out/report.txt", "w") as file:
    file.write("total\n")
