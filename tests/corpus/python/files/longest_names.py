# name: the longest names are bounded
# expect: ok
# file: plain.txt, 1 bytes

for name in ["x" * 255, "ü" * 127, "." + "y" * 254, "plain.txt"]:
    with open("/tmp/out/" + name, "w") as file:
        file.write("x")
