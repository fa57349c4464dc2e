# name: the machine can be neither restarted nor switched off
# uses: attempt
# expect: ok | signal
# stdout has: all tried

MAGIC = (0xFEE1DEAD - (1 << 32), 672274793)
# Only turns the keys for a restart off: whoever may do that may do the rest.
try:
    syscall("reboot", *MAGIC, 0, None)
except OSError:
    pass
else:
    won("reboot")
    sys.exit("the rest is left out")
for command in [0x01234567, 0x89ABCDEF - (1 << 32), 0xCDEF0123 - (1 << 32), 0x4321FEDC, 0xD000FCE2 - (1 << 32), 0xA1B2C3D4 - (1 << 32)]:
    attempt(f"reboot {command:#x}", syscall, "reboot", *MAGIC, command, None)
for program in ["reboot", "poweroff", "halt", "shutdown", "init"]:
    attempt(program, lambda: subprocess.run([program, "-f"], timeout=3).returncode == 0)
print("all tried")
