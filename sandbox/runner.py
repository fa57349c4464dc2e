"""Runs the code it is given in a fresh `__main__` and says how it went.

Started ahead of time by the supervisor: the code comes on descriptor 3 (u32 length,
JSON), the outcome goes to descriptor 4 as one line of JSON. In a session more code
follows, for the same `__main__`. Whatever runs here can write to 4 too: the
supervisor takes nothing from it but words.
"""

import ast
import atexit
import contextlib
import gc
import io
import itertools
import json
import linecache
import os
import sys
import threading
import traceback
import types

NAME = "main.py"
# The names that pieces of code go by in tracebacks.
OWN = {NAME}
MOST_CHARACTERS = 24_000
GAP = "\n[...]\n"
PROCESS = os.getpid()


def read(size):
    parts = []
    while size:
        part = os.read(3, size)
        if not part:
            os._exit(0)
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def receive():
    length = int.from_bytes(read(4), "big")
    task = json.loads(read(length))
    task["code"] = task["code"].encode("utf-8", "replace").decode()
    return task


def report(words, **call):
    """Says how it went; whether it could be said."""
    if os.getpid() != PROCESS:
        return False
    try:
        data = json.dumps({**call, **words}).encode() + b"\n"
        while data:
            data = data[os.write(4, data) :]
        return True
    except OSError:
        # The code closed it: standard error is what is left, if it is.
        with contextlib.suppress(Exception):
            print(*words.values(), file=sys.stderr)
        return False


def cut(text):
    """Head and tail of a text, and how long it was."""
    # What is cut must be shorter than the whole, which tells that it was cut.
    if len(text) <= MOST_CHARACTERS + len(GAP):
        return text, len(text)
    head, tail = MOST_CHARACTERS * 3 // 4, MOST_CHARACTERS // 4
    return f"{text[:head]}{GAP}{text[-tail:]}", len(text)


def keep_own_frames(trace):
    """Drops the frames of this file and of libraries, here and in all causes."""
    seen, waiting = set(), [trace]
    while waiting:
        trace = waiting.pop()
        if trace is None or id(trace) in seen:
            continue
        seen.add(id(trace))
        own = [f for f in trace.stack if f.filename in OWN or f.filename.startswith("/tmp/")]
        trace.stack = traceback.StackSummary.from_list(own)
        waiting += [trace.__cause__, trace.__context__, *(getattr(trace, "exceptions", None) or ())]


def describe(error):
    kind = type(error)
    name = kind.__qualname__
    if kind.__module__ not in ("builtins", "__main__"):
        name = f"{kind.__module__}.{name}"
    try:
        message = str(error)
    except Exception:
        message = "(its message cannot be shown)"
    try:
        trace = traceback.TracebackException.from_exception(error)
        keep_own_frames(trace)
        text = "".join(trace.format())
    except Exception:
        text = f"{name}: {message}"
    return {"type": name[:200], "message": cut(message)[0], "traceback": cut(text)[0]}


def run(source, scope, name):
    """Executes `source`; the value is what its last line is, if that is an expression."""
    tree = ast.parse(source, name)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec", dont_inherit=True), scope)
    if last is not None:
        code = compile(ast.Expression(last.value), name, "eval", dont_inherit=True)
        value = eval(code, scope)
        return None if value is None else repr(value)


def attempt(source, scope, name):
    """What comes of `source`, in words, and its exit code."""
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    try:
        value = run(source, scope, name)
        if value is None:
            return {}, 0
        text, length = cut(value)
        return {"value": text, "value_characters": length}, 0
    except SystemExit as end:
        return {}, status(end.code)
    except BaseException as error:
        return {"exception": describe(error)}, 1


def converse(scope, task):
    """One piece of code after the other, as long as the session lasts."""
    for number in itertools.count(1):
        name = NAME if number == 1 else f"main-{number}.py"
        OWN.add(name)
        words, code = attempt(task["code"], scope, name)
        if os.getpid() != PROCESS:
            os._exit(code)
        write_open_files()
        if not report(words, mark=task["mark"], exit_code=code):
            # Nothing more could be asked of it, or heard.
            os._exit(code)
        task = receive()


def write_open_files():
    """Writes what waits in files that were left open."""
    kinds = (io.TextIOWrapper, io.BufferedWriter, io.BufferedRandom)
    for thing in gc.get_objects():
        if type(thing) in kinds:
            with contextlib.suppress(Exception):
                thing.flush()


def main():
    # What the code starts does not inherit them.
    os.set_inheritable(3, False)
    os.set_inheritable(4, False)
    # What is here already need not be looked at in the end.
    gc.freeze()
    task = receive()
    module = types.ModuleType("__main__")
    module.__file__ = NAME
    sys.modules["__main__"] = module
    sys.argv = [NAME]
    if task["session"]:
        converse(module.__dict__, task)
    os.close(3)
    words, code = attempt(task["code"], module.__dict__, NAME)
    if words:
        report(words)
    leave(module, code)


def status(code):
    """The exit code that `SystemExit(code)` stands for."""
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


def leave(module, code):
    """Ends as Python does, but without taking itself apart, which takes longer than most code."""
    try:
        threading._shutdown()
        atexit._run_exitfuncs()
        # Files that were left open are written.
        module.__dict__.clear()
        gc.collect()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except Exception:
        pass
    os._exit(code)


main()
