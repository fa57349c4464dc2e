# name: names in other scripts, and names that turn, are named safely or left out
# expect: ok
# file: plain.txt, 1 bytes
# no file: \u202egnp.exe

for name in ["größe.txt", "世界.txt", "\u202egnp.exe", "a\u2028b", "\u200b", "\ufeffx", "e\u0301", "é", "plain.txt"]:
    with open("/tmp/out/" + name, "w") as file:
        file.write("x")
