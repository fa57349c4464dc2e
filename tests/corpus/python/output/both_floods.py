# name: a flood on both streams at once does not block
# expect: ok | exit_code | sandbox_died
# value is: 'after the flood'
# timeout: 20

import os, threading


def flood(stream):
    for _ in range(300):
        os.write(stream, b"x" * 65_536)


threads = [threading.Thread(target=flood, args=(stream,)) for stream in (1, 2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"after the flood"
