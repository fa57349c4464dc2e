# name: nothing of Python is left for the next call
# uses: attempt
# expect: ok
# stdout is: left\n

import builtins

builtins.left_behind = "@MARK@"
sys.modules["left_behind"] = os
os.environ["LEFT_BEHIND"] = "@MARK@"
os.chdir("/tmp")
os.umask(0)
secret_of_first = "@MARK@"
print("left")
# then:
# uses: attempt
# expect: ok
# stdout is: nothing is left\n

import builtins

if hasattr(builtins, "left_behind") or "left_behind" in sys.modules or "LEFT_BEHIND" in os.environ:
    won("state")
if "secret_of_first" in globals() or os.umask(0o22) == 0:
    won("state")
print("nothing is left")
