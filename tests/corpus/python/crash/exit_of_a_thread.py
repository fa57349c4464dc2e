# name: an exit of a thread is the thread's
# expect: ok
# value is: 'main went on'

import sys, threading

thread = threading.Thread(target=sys.exit, args=(3,))
thread.start()
thread.join()
"main went on"
