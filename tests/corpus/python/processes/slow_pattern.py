# name: a regular expression that takes for ever is ended at the deadline
# expect: timed_out
# timeout: 2

import re

re.match(r"(a+)+$", "a" * 60 + "b")
