# name: a second Python runs, and ends with the first
# uses: attempt
# expect: timed_out
# stdout has: nested
# timeout: 3

nested = "import subprocess, sys, time; print('nested', flush=True); time.sleep(600)"
outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {nested!r}, '@MARK@'])"
subprocess.run([sys.executable, "-c", outer, "@MARK@"])
