# name: a program without modules ends its call
# expect: ok | exception | exit_code | signal
# value is: 'genuine'
# timeout: 5

import sys

sys.modules.clear()
sys.path.clear()
sys.meta_path.clear()
"genuine"
