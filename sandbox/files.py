"""The files that go into the sandbox and come out of it.

Stands between seccomp.py and processes.py.
"""

import os
import stat
import struct

OUT, IN = "/tmp/out", "/tmp/in"
MOST_SKIPPED = 20


def place_files(files):
    """Puts the files where the code finds them, in place of others of their names."""
    for directory, mode in ((IN, 0o555), (OUT, 0o777)):
        # In a session something else may stand there by now.
        if not os.path.lexists(directory):
            os.mkdir(directory, mode)
    if not files:
        return
    directory = os.open(IN, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        os.fchmod(directory, 0o755)
        for file in files:
            name = os.path.basename(file["name"])
            try:
                os.unlink(name, dir_fd=directory)
            except FileNotFoundError:
                pass
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
            with open(os.open(name, flags, 0o444, dir_fd=directory), "wb") as target:
                target.write(file["content"])
        os.fchmod(directory, 0o555)
    finally:
        os.close(directory)


def is_odd(name):
    return not (name.isprintable() and name[0].isalnum())


class Files:
    """What the code left in /tmp/out, within bounds; links are not followed. What is
    as it was after the call before in a session is left out."""

    def __init__(self, host, seen, most_files, most_bytes, most_total):
        self.host, self.seen, self.sent, self.total = host, seen, 0, 0
        self.most_files, self.most_bytes, self.most_total = most_files, most_bytes, most_total
        self.skipped, self.more_skipped = [], 0

    def collect(self):
        try:
            directory = os.open(OUT, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            return
        try:
            # Where there are too many, those with plain names come first.
            for name in sorted(os.listdir(directory), key=lambda name: (is_odd(name), os.fsencode(name))):
                self.look(name, directory)
        finally:
            os.close(directory)

    def look(self, name, directory):
        try:
            fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=directory)
        except OSError:
            self.skip(name, "not a regular file")
            return
        try:
            self.take(name, fd, os.fstat(fd))
        finally:
            os.close(fd)

    def take(self, name, fd, info):
        stamp = (info.st_ino, info.st_size, info.st_mtime_ns)
        is_known = self.seen.get(name) == stamp
        self.seen[name] = stamp
        if is_known:
            return
        if not stat.S_ISREG(info.st_mode):
            self.skip(name, "not a regular file")
        elif self.sent >= self.most_files:
            self.skip(name, f"only {self.most_files} files are taken")
        elif info.st_size > self.most_bytes:
            self.skip(name, f"{info.st_size} bytes, of at most {self.most_bytes}")
        elif self.total + info.st_size > self.most_total:
            self.skip(name, f"over {self.most_total} bytes in all")
        else:
            content = self.read(fd, info.st_size)
            self.sent, self.total = self.sent + 1, self.total + len(content)
            label = os.fsencode(name)
            self.host.frame(b"F", struct.pack(">H", len(label)) + label + content)
            self.host.flush()

    @staticmethod
    def read(fd, size):
        """No more than was counted, should it grow."""
        content = bytearray()
        while part := os.read(fd, size - len(content)):
            content += part
        return bytes(content)

    def skip(self, name, reason):
        if len(self.skipped) < MOST_SKIPPED:
            name = os.fsencode(name).decode("utf-8", "replace")
            self.skipped.append({"name": name, "reason": reason})
        else:
            self.more_skipped += 1


