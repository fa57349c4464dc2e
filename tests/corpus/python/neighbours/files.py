# name: no file that one call leaves is there for the next
# uses: attempt
# expect: ok
# stdout has: left

places = 0
for at, folders, names in os.walk("/"):
    if at.startswith(("/proc", "/sys")) or at.count("/") > 4:
        folders.clear()
        continue
    for name in ["left@MARK@", "sitecustomize.py"]:
        try:
            with open(os.path.join(at, name), "w") as file:
                file.write("import sys; sys.left_behind = True")
            places += 1
        except OSError:
            pass
print(places, "left")
# then:
# uses: attempt
# expect: ok
# stdout has: looked for

if hasattr(sys, "left_behind"):
    won("a module")
for at, folders, names in os.walk("/"):
    if at.startswith(("/proc", "/sys")) or at.count("/") > 4:
        folders.clear()
        continue
    if "left@MARK@" in names:
        won("a file", at)
print("looked for")
