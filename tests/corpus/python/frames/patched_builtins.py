# name: builtins that were replaced change nothing but the program
# expect: ok | exception | exit_code
# stdout has: before

import builtins, json, os, sys, traceback

print("before", flush=True)
for name in ["repr", "print", "len", "str", "isinstance", "open", "compile", "exec", "eval", "getattr", "Exception"]:
    if name not in ("str", "Exception"):
        setattr(builtins, name, lambda *a, **k: "forged")
json.dumps = json.loads = lambda *a, **k: "forged"
traceback.format_exception = lambda *a, **k: ["forged"]
os.write = os.read = lambda *a: 0
sys.excepthook = lambda *a: None
"genuine"
