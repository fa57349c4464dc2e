# name: no user or group can be taken
# uses: attempt
# expect: ok | signal
# stdout has: all tried

for user in [0, 1, 33, 1000]:
    if user in os.getresuid():
        continue
    attempt(f"setuid {user}", os.setuid, user)
    attempt(f"seteuid {user}", os.seteuid, user)
    attempt(f"setreuid {user}", os.setreuid, user, user)
    attempt(f"setresuid {user}", os.setresuid, -1, user, -1)
for group in [0, 4, 27, 999]:
    if group in os.getresgid():
        continue
    attempt(f"setgid {group}", os.setgid, group)
    attempt(f"setresgid {group}", os.setresgid, group, group, group)
    attempt(f"setgroups {group}", os.setgroups, [group])
    attempt(f"initgroups {group}", os.initgroups, "root", group)
if 0 in os.getresuid() + os.getresgid():
    won("root")
print("all tried")
