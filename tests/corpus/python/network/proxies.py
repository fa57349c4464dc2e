# name: no proxy is set up that would lead out
# uses: attempt
# expect: ok
# stdout has: all tried

import urllib.request

for name, value in urllib.request.getproxies().items():
    won("a proxy", name, value)
attempt("fetch", lambda: urllib.request.urlopen("http://172.17.0.1:@TCP@/", timeout=2).read())
attempt("secure fetch", lambda: urllib.request.urlopen("https://example.com/", timeout=2).read())
print("all tried")
