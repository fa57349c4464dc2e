# name: the end of a child is not taken for the program's
# uses: attempt
# expect: ok
# value is: 'genuine'

for code in range(5):
    if os.fork() == 0:
        os._exit(code)
time.sleep(0.3)
"genuine"
