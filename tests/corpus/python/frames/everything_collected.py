# name: no object within reach of the code holds a secret of the host
# uses: attempt
# expect: ok | timed_out | exception
# value is: 'looked at'
# timeout: 20

import gc

for thing in gc.get_objects():
    if isinstance(thing, (dict, list, tuple, set)):
        for item in thing.values() if isinstance(thing, dict) else thing:
            if isinstance(item, (str, bytes)):
                look("an object", item)
"looked at"
