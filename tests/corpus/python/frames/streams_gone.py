# name: streams that the code removed break nothing
# expect: ok | exception | exit_code
# value is: 'genuine'

import sys

sys.stdout = sys.stderr = sys.stdin = None
sys.__stdout__ = sys.__stderr__ = None
"genuine"
