# name: much of the standard library can be imported and works
# expect: ok
# value is: ('900150983cd24fb0d6963f7d28e17f72', b'abc', ['a', 'b'], 'a &lt; b', '2026-02-28')

import array, base64, bisect, bz2, calendar, configparser, contextlib, copy, dataclasses, datetime
import difflib, email.message, enum, functools, glob, gzip, hashlib, heapq, hmac, html, http.client
import inspect, io, ipaddress, itertools, logging, lzma, operator, pathlib, pickle, pprint, random
import re, secrets, shutil, signal, socket, string, struct, tarfile, textwrap, timeit, traceback
import types, typing, unicodedata, unittest, urllib.parse, uuid, weakref, xml.etree.ElementTree
import zipfile, zlib

(
    hashlib.md5(b"abc").hexdigest(),
    gzip.decompress(gzip.compress(b"abc")),
    re.findall(r"\w", "a-b"),
    html.escape("a < b"),
    str(datetime.date(2026, 2, 27) + datetime.timedelta(days=1)),
)
