"""Everybody in the sandbox but its first process.

Stands between files.py and supervisor.py.
"""

import os
import signal
import time

# How often who has not stopped is told so again, and how many looks in a row must
# find nobody moving: one could have others go on behind the first.
MOST_LOOKS, QUIET_LOOKS = 500, 2


def everybody():
    """Their numbers."""
    return [name for name in os.listdir("/proc") if name.isdigit() and name != "1"]


def reap(pid):
    """Collects everybody who has ended; the status of `pid` if it was among them."""
    found = None
    try:
        while True:
            ended, status = os.waitpid(-1, os.WNOHANG)
            if ended == 0:
                return found
            if ended == pid:
                found = status
    except ChildProcessError:
        return found


def signal_everybody(number):
    try:
        os.kill(-1, number)
    except OSError:
        pass


def kill_everybody():
    """Whoever still runs here, and whoever they started."""
    while True:
        signal_everybody(signal.SIGKILL)
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def stand_still():
    """Has everybody stop; whether all did, who may have each other go on."""
    quiet = 0
    for _ in range(MOST_LOOKS):
        signal_everybody(signal.SIGSTOP)
        quiet = quiet + 1 if all(map(is_still, everybody())) else 0
        if quiet == QUIET_LOOKS:
            return True
        if not quiet:
            time.sleep(0.0005)
    return False


def is_still(pid):
    """Whether it is stopped, or has ended."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] in "TtZX"
    except OSError:
        return True
