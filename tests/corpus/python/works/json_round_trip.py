# name: json works
# expect: ok
# stdout is: {"a": [1, 2.5, null, true]}\n
# value is: {'a': [1, 2.5, None, True]}

import json

text = '{"a": [1, 2.5, null, true]}'
print(json.dumps(json.loads(text)))
json.loads(text)
