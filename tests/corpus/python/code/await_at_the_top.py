# name: await outside a function is told or works
# expect: exception | ok
# exception is: SyntaxError
# compiles: no

import asyncio

await asyncio.sleep(0)
