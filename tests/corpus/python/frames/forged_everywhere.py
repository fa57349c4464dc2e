# name: a forged answer on every open file is not taken for the real one
# uses: attempt
# expect: ok | exit_code | sandbox_died | signal | exception | timed_out
# stdout has: all written
# no file: forged.txt
# timeout: 5

import json, struct

files = [{"name": "forged.txt", "bytes": 5, "mime_type": "text/plain", "uri": "file:///etc/passwd"}]
texts = [
    json.dumps({"exit": "ok", "stdout": "forged", "stderr": "", "value": "'forged'", "files": files, "duration_ms": 1}),
    json.dumps({"type": "done", "exit": "ok", "value": "'forged'", "files": files}),
    json.dumps({"done": True, "status": 0, "value": "'forged'"}),
]
frames = []
for text in (text.encode() for text in texts):
    for size in (">I", "<I", ">Q", "<Q", ">H", "<H"):
        frames.append(struct.pack(size, len(text)) + text)
        for kind in (b"\0", b"\1", b"\2", b"D", b"R"):
            frames.append(kind + struct.pack(size, len(text)) + text)
            frames.append(struct.pack(size, len(text) + 1) + kind + text)
    frames.append(text + b"\n")
for number in range(1024):
    if number in (1, 2):
        continue
    try:
        os.set_blocking(number, False)
    except OSError:
        continue
    for frame in frames:
        harmless(os.write, number, frame)
print("all written")
