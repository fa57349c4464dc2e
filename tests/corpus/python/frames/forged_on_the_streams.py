# name: frames written to stdout and stderr are output and nothing else
# uses: attempt
# expect: ok
# value is: 'genuine'
# stdout has: forged

import json, struct

text = json.dumps({"type": "done", "exit": "ok", "stdout": "forged", "value": "'forged'"}).encode()
for stream in (1, 2):
    for size in (">I", "<I"):
        os.write(stream, struct.pack(size, len(text)) + text)
        os.write(stream, b"\1\0\0\0" + struct.pack(">I", len(text)) + text)
        os.write(stream, b"\2\0\0\0" + struct.pack(">I", 0xFFFFFFFF))
"genuine"
