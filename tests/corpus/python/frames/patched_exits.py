# name: exits that were replaced do not move the end
# expect: ok | exception | exit_code | timed_out | sandbox_died
# value is: 'genuine'
# timeout: 4

import os, sys

os._exit = sys.exit = lambda *a: None
"genuine"
