# name: no device of the machine can be opened
# uses: attempt
# expect: ok
# stdout has: all tried

import glob

NAMES = "mem kmem port kmsg sda sda1 vda vda1 nvme0n1 loop0 loop-control dm-0 kvm vhost-net"
NAMES += " vhost-vsock vsock dri/card0 dri/renderD128 snapshot hpet rtc0 cpu/0/msr watchdog uinput input/event0"
NAMES += " autofs btrfs-control mapper/control userfaultfd udmabuf sev tdx_guest vfio/vfio rfkill ppp console tty0"
for name in NAMES.split():
    for rights in [os.O_RDONLY, os.O_RDWR]:
        attempt(f"{name} {rights}", os.open, f"/dev/{name}", rights | os.O_NONBLOCK)
HARMLESS = {"null", "zero", "full", "random", "urandom", "tty", "ptmx", "stdin", "stdout", "stderr"}
# Some kernels of sandboxes have these for everybody; a link or mount made by them counts.
HARMLESS |= {"net/tun", "fuse"}
for path in glob.glob("/dev/**", recursive=True):
    name = path.removeprefix("/dev/")
    is_device = os.path.exists(path) and (os.stat(path).st_mode & 0o170000) in (0o020000, 0o060000)
    if is_device and name not in HARMLESS and not name.startswith(("pts/", "fd/", "shm/")):
        attempt(f"found {name}", os.open, path, os.O_RDONLY | os.O_NONBLOCK)


def tunnel():
    import fcntl, struct

    with open("/dev/net/tun", "r+b", buffering=0) as device:
        fcntl.ioctl(device, 0x400454CA, struct.pack("16sH22x", b"th0", 0x0001))


attempt("a link of its own", tunnel)
print("all tried")
