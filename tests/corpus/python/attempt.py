# Begins the cases that say `# uses: attempt`.
import os, platform, re, signal, socket, subprocess, sys, threading, time

# Processes of the case are found on the host by this name.
try:
    open("/proc/self/comm", "w").write("@MARK@")
except OSError:
    pass


def won(what, *detail):
    """Says that something worked that must not. The word stands nowhere in one piece."""
    print("".join(("REA", "CHED")), what, *detail, flush=True)


def attempt(what, deed, *arguments):
    """Runs a deed that must fail: by an exception, or by answering False."""
    try:
        result = deed(*arguments)
    except BaseException:
        return
    if result is not False:
        won(what, repr(result)[:200])


def harmless(deed, *arguments):
    """Runs a deed that may work: what counts is its effect, which is looked at elsewhere."""
    try:
        return deed(*arguments)
    except BaseException:
        return None


def look(where, text):
    """Looks for the host's secret."""
    if isinstance(text, str):
        text = text.encode(errors="replace")
    found = re.search(rb"canary-[0-9a-f]{32}", text)
    if found:
        won(where, found.group())


NUMBERS = {  # x86_64, aarch64
    "accept4": (288, 242), "acct": (163, 89), "add_key": (248, 217), "adjtimex": (159, 171),
    "bpf": (321, 280), "capset": (126, 91), "chroot": (161, 51), "clock_settime": (227, 112),
    "delete_module": (176, 106), "fanotify_init": (300, 262), "finit_module": (313, 273),
    "fsopen": (430, 430), "init_module": (175, 105), "io_uring_setup": (425, 425),
    "ioperm": (173, None), "iopl": (172, None), "kcmp": (312, 272), "kexec_file_load": (320, 294),
    "kexec_load": (246, 104), "keyctl": (250, 219), "mount": (165, 40), "mount_setattr": (442, 442),
    "move_mount": (429, 429), "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    "open_tree": (428, 428), "perf_event_open": (298, 241), "pidfd_getfd": (438, 438),
    "pidfd_open": (434, 434), "pivot_root": (155, 41), "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271), "ptrace": (101, 117), "quotactl": (179, 60),
    "reboot": (169, 142), "request_key": (249, 218), "setdomainname": (171, 162),
    "sethostname": (170, 161), "setns": (308, 268), "settimeofday": (164, 170),
    "msgget": (68, 186), "semget": (64, 190), "shmat": (30, 196), "shmget": (29, 194),
    "swapoff": (168, 225), "swapon": (167, 224), "syslog": (103, 116), "umount2": (166, 39),
    "unshare": (272, 97), "userfaultfd": (323, 282), "vhangup": (153, 58),
}


def syscall(name, *arguments):
    """A call of the kernel: its result, or OSError."""
    import ctypes

    number = NUMBERS[name][platform.machine() != "x86_64"]
    if number is None:
        raise OSError("not on this machine")
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    words = [ctypes.c_long(word) if isinstance(word, int) else word for word in arguments]
    result = libc.syscall(ctypes.c_long(number), *words)
    if result < 0:
        raise OSError(ctypes.get_errno(), name)
    return result


def in_child(deed, *arguments, seconds=5):
    """Runs a deed in a child, which may be lost by it; whatever it prints is seen."""
    child = os.fork()
    if child == 0:
        signal.alarm(seconds)
        try:
            deed(*arguments)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
