# name: a program started with nohup does not outlive its call
# uses: attempt
# expect: ok
# within: 6
# stdout has: main is done

code = "import time; time.sleep(600)"
with open("/dev/null", "r+b") as null:
    subprocess.Popen(["nohup", sys.executable, "-c", code, "@MARK@"], stdin=null, stdout=null, stderr=null, start_new_session=True)
print("main is done")
