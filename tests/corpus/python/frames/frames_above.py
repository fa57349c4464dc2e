# name: the frames above the code let it change nothing but itself
# uses: attempt
# expect: sandbox_died | ok | exception | exit_code | signal | timed_out
# timeout: 5

frame = sys._getframe()
while frame:
    look("frame", repr(frame.f_globals.keys()))
    for name, value in list(frame.f_globals.items()):
        look(name, repr(value)[:5000])
        if callable(value) and not name.startswith("__"):
            frame.f_globals[name] = lambda *a, **k: None
    frame = frame.f_back
