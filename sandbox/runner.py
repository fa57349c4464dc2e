"""Runs the code it is given in a fresh `__main__` and says how it went.

Started ahead of time by the supervisor: the code comes on descriptor 3, the
outcome goes to descriptor 4 as one JSON object. Whatever runs here can write to
4 too: the supervisor takes nothing from it but words.
"""

import ast
import atexit
import contextlib
import gc
import json
import linecache
import os
import sys
import threading
import traceback
import types

NAME = "main.py"
MOST_CHARACTERS = 24_000


PROCESS = os.getpid()


def receive():
    # What the code starts does not inherit it.
    os.set_inheritable(4, False)
    # What is here already need not be looked at in the end.
    gc.freeze()
    parts = []
    while part := os.read(3, 65536):
        parts.append(part)
    os.close(3)
    return b"".join(parts).decode("utf-8", "replace")


def report(**outcome):
    if os.getpid() != PROCESS:
        return
    try:
        data = json.dumps(outcome).encode()
        while data:
            data = data[os.write(4, data) :]
        os.close(4)
    except OSError:
        # The code closed it: standard error is what is left, if it is.
        with contextlib.suppress(Exception):
            print(*outcome.values(), file=sys.stderr)


def cut(text):
    """Head and tail of a text, and how long it was."""
    if len(text) <= MOST_CHARACTERS:
        return text, len(text)
    head, tail = MOST_CHARACTERS * 3 // 4, MOST_CHARACTERS // 4
    return f"{text[:head]}\n[...]\n{text[-tail:]}", len(text)


def keep_own_frames(trace):
    """Drops the frames of this file and of libraries, here and in all causes."""
    seen, waiting = set(), [trace]
    while waiting:
        trace = waiting.pop()
        if trace is None or id(trace) in seen:
            continue
        seen.add(id(trace))
        own = [f for f in trace.stack if f.filename == NAME or f.filename.startswith("/tmp/")]
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


def run(source, scope):
    """Executes `source`; the value is what its last line is, if that is an expression."""
    tree = ast.parse(source, NAME)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, NAME, "exec", dont_inherit=True), scope)
    if last is not None:
        code = compile(ast.Expression(last.value), NAME, "eval", dont_inherit=True)
        value = eval(code, scope)
        return None if value is None else repr(value)


def main():
    source = receive()
    module = types.ModuleType("__main__")
    module.__file__ = NAME
    sys.modules["__main__"] = module
    sys.argv = [NAME]
    linecache.cache[NAME] = (len(source), None, source.splitlines(True), NAME)
    code = 0
    try:
        value = run(source, module.__dict__)
        if value is not None:
            text, length = cut(value)
            report(value=text, value_characters=length)
    except SystemExit as end:
        code = status(end.code)
    except BaseException as error:
        report(exception=describe(error))
        code = 1
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
