# name: the code is the main module
# expect: ok
# stdout is: main\n

if __name__ == "__main__":
    print("main")
