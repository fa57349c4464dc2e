# name: a million empty lines are bounded
# expect: ok | exit_code | sandbox_died
# value is: 'written'
# timeout: 20

import sys

sys.stdout.write("\n" * 1_000_000)
"written"
