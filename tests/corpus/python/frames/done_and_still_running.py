# name: a program that claims to be done and goes on is ended
# uses: attempt
# expect: timed_out | ok | sandbox_died | exit_code | signal | exception
# timeout: 3

import json, struct

text = json.dumps({"type": "done", "exit": "ok", "status": 0, "value": None}).encode()
for number in range(3, 1024):
    for size in (">I", "<I"):
        harmless(os.write, number, struct.pack(size, len(text)) + text)
time.sleep(600)
