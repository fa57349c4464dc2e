"""What code in the sandbox may not even ask the kernel for.

The begin of the supervisor, which goes on in supervisor.py.
"""

import ctypes
import errno
import os
import struct

PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 4, 22, 38
NAMESPACES = 0x7E020000
# AF_UNIX, AF_INET, AF_INET6: a network namespace holds the last two, but neither
# AF_VSOCK nor AF_ALG.
FAMILIES = (1, 2, 10)

# By machine: the kernel's number for it, and those of the calls that are looked into.
MACHINES = {
    "x86_64": (0xC000003E, {"socket": 41, "socketpair": 53, "clone": 56, "clone3": 435}),
    "aarch64": (0xC00000B7, {"socket": 198, "socketpair": 199, "clone": 220, "clone3": 435}),
}
# What no Python code needs and what kernels were broken through, with the numbers
# on x86_64 and aarch64.
DENIED = {
    # Other processes' memory.
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "process_madvise": (440, 440),
    "pidfd_getfd": (438, 438),
    "userfaultfd": (323, 282),
    # Keys.
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # io_uring.
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    # The kernel's own insides.
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "fanotify_init": (300, 262),
    "lookup_dcookie": (212, 18),
    "syslog": (103, 116),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    # Namespaces and mounts.
    "unshare": (272, 97),
    "setns": (308, 268),
    "chroot": (161, 51),
    "pivot_root": (155, 41),
    "mount": (165, 40),
    "umount2": (166, 39),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    # Files without a path, quotas, swap.
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    # Clocks and names.
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    # Executables out of nothing.
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    # Memory that is nobody's: not counted where no cgroup counts.
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    # What only old programs ask for.
    "personality": (135, 92),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "vhangup": (153, 58),
    "nfsservctl": (180, 42),
    "uselib": (134, None),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
}


def seccomp_program(machine):
    """The filter in the kernel's own form (linux/filter.h)."""
    load, equal, above, bits, give = 0x20, 0x15, 0x35, 0x45, 0x06
    allow, kill, refuse = 0x7FFF0000, 0x80000000, 0x00050000
    arch, named = MACHINES[machine]
    column = list(MACHINES).index(machine)
    denied = [numbers[column] for numbers in DENIED.values() if numbers[column] is not None]
    program = [(load, 0, 0, 4), (equal, 1, 0, arch), (give, 0, 0, kill), (load, 0, 0, 0)]
    # The x32 numbers name the same calls again.
    program += [(above, 0, 1, 0x40000000), (give, 0, 0, refuse | errno.EPERM)]
    for number in denied:
        program += [(equal, 0, 1, number), (give, 0, 0, refuse | errno.EPERM)]
    # Its flags are out of a filter's sight; C libraries fall back to clone.
    program += [(equal, 0, 1, named["clone3"]), (give, 0, 0, refuse | errno.ENOSYS)]
    program += [(equal, 0, 4, named["clone"]), (load, 0, 0, 16), (bits, 0, 1, NAMESPACES)]
    program += [(give, 0, 0, refuse | errno.EPERM), (give, 0, 0, allow)]
    program += [(equal, 1, 0, named["socket"]), (equal, 0, 5, named["socketpair"])]
    program += [(load, 0, 0, 16)]
    program += [(equal, 3 - place, 0, family) for place, family in enumerate(FAMILIES)]
    program += [(give, 0, 0, refuse | errno.EAFNOSUPPORT), (give, 0, 0, allow)]
    return b"".join(struct.pack("=HBBI", *step) for step in program), len(program)


def prctl(*arguments):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(*map(ctypes.c_ulong, arguments)) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def confine():
    steps, length = seccomp_program(os.uname().machine)
    buffer = ctypes.create_string_buffer(steps)
    program = ctypes.create_string_buffer(struct.pack("@HP", length, ctypes.addressof(buffer)))
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    prctl(PR_SET_SECCOMP, 2, ctypes.addressof(program), 0, 0)
