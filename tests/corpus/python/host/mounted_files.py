# name: no mount of the sandbox holds sockets or files of the host that can be written
# uses: attempt
# expect: ok
# stdout has: all looked at

OWN = ("/tmp", "/dev", "/proc", "/sys")
for line in open("/proc/self/mountinfo"):
    fields = line.split()
    place, options = fields[4], fields[5].split(",")
    if "rw" in options and not place.startswith(OWN) and place != "/":
        attempt(f"write {place}", os.open, place if os.path.isfile(place) else place + "/@MARK@", os.O_WRONLY | os.O_CREAT)
    if place.endswith(".sock"):
        won("a socket is mounted", place)
print("all looked at")
