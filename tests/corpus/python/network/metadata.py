# name: the metadata service of a cloud does not answer
# uses: attempt
# expect: ok
# stdout has: all tried
# timeout: 25

import urllib.request


def fetch(url, headers={}):
    request = urllib.request.Request(url, headers=headers)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    return opener.open(request, timeout=2).read(50)


attempt("aws", fetch, "http://169.254.169.254/latest/meta-data/")
attempt("google", fetch, "http://169.254.169.254/computeMetadata/v1/", {"Metadata-Flavor": "Google"})
attempt("google by name", fetch, "http://metadata.google.internal/computeMetadata/v1/")
attempt("azure", fetch, "http://169.254.169.254/metadata/instance?api-version=2021-02-01", {"Metadata": "true"})
attempt("ecs", fetch, "http://169.254.170.2/v2/metadata")
attempt("aws by IPv6", fetch, "http://[fd00:ec2::254]/latest/meta-data/")
attempt("alibaba", fetch, "http://100.100.100.200/latest/meta-data/")
print("all tried")
