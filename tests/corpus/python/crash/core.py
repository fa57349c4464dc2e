# name: a crash of a large program leaves no dump
# uses: attempt
# expect: signal
# no file: core
# signal is: SIGSEGV
# timeout: 15

import ctypes, resource

hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
os.chdir("/tmp/out")
kept = bytearray(os.urandom(1 << 20)) * 50
ctypes.memset(0, 0, 1)
