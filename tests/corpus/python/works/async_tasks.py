# name: asyncio works
# expect: ok
# value is: ['a', 'b', 'c']

import asyncio


async def later(name, seconds):
    await asyncio.sleep(seconds)
    return name


async def main():
    return await asyncio.gather(later("a", 0.03), later("b", 0.02), later("c", 0.01))


asyncio.run(main())
