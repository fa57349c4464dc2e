# name: a segmentation fault is told
# expect: signal
# signal is: SIGSEGV

import ctypes

ctypes.string_at(0)
