# name: a program that puts other files in the place of its own ends its call
# uses: attempt
# expect: ok | exit_code | exception | signal | sandbox_died | timed_out
# stdout has: replacing
# timeout: 4

print("replacing", flush=True)
null = os.open("/dev/null", os.O_RDWR)
for number in range(256):
    if number != null:
        harmless(os.dup2, null, number)
"replaced"
