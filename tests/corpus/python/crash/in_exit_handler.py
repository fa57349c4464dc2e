# name: an exception in an exit handler does not change what came before
# expect: ok | exception | exit_code
# value is: 'before'

import atexit

atexit.register(lambda: 1 / 0)
"before"
