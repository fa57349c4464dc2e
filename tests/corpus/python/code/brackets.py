# name: ten thousand nested brackets are an exception
# code: deep 10000
# compiles: no
# expect: exception | signal | out_of_memory
# signal is: SIGSEGV

x = ⟳1⟲
