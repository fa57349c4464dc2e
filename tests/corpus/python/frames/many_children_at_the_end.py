# name: many children that end with the program do not hide how it ended
# uses: attempt
# expect: exit_code
# exit code is: 4
# timeout: 10

for _ in range(40):
    if os.fork() == 0:
        time.sleep(0.2)
        os._exit(9)
time.sleep(0.15)
os._exit(4)
