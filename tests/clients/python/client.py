"""Drives toolhub with the `mcp` package of this virtual environment, 1.x or 2.x.

usage: client.py stdio|http ERA
"""

import asyncio
import os
import sys
import traceback
from contextlib import asynccontextmanager
from importlib.metadata import version

from mcp import ClientSession
from mcp.client.stdio import StdioServerParameters

import checks
import confirm

MODERN_SDK = not version("mcp").startswith("1.")


def server():
    """How to start toolhub for stdio; the data directory comes from the environment."""
    kept = {key: os.environ[key] for key in ("PATH", "TOOLHUB_DATA_DIR")}
    return StdioServerParameters(command=os.environ["TOOLHUB_BIN"], args=[], env=kept)


def url():
    return os.environ["TOOLHUB_URL"]


def bearer(token):
    return {"Authorization": f"Bearer {token}"} if token else {}


def elicitation(person):
    """The callback that puts a form to the person; none for a client that has nobody to ask."""
    if person is None:
        return None
    if MODERN_SDK:
        from mcp_types import ElicitResult
    else:
        from mcp.types import ElicitResult

    async def ask(_context, params):
        return ElicitResult(**await person.ask(params.model_dump(mode="json", by_alias=True)))

    return ask


@asynccontextmanager
async def connect_1(transport, _era, token, person=None):
    from mcp.client.stdio import stdio_client
    from mcp.client.streamable_http import streamablehttp_client

    streams = stdio_client(server()) if transport == "stdio" else streamablehttp_client(url(), headers=bearer(token))
    ask = elicitation(person)
    async with streams as (read, write, *_), ClientSession(read, write, elicitation_callback=ask) as session:
        await session.initialize()
        yield session


@asynccontextmanager
async def connect_2(transport, era, token, person=None):
    import httpx2
    from mcp.client.client import Client
    from mcp.client.streamable_http import streamable_http_client

    options = {"mode": era, "elicitation_callback": elicitation(person)}
    if transport == "stdio":
        async with Client(server(), **options) as client:
            yield client
        return
    async with httpx2.AsyncClient(headers=bearer(token)) as http:
        async with Client(streamable_http_client(url(), http_client=http), **options) as client:
            yield client


connect = connect_2 if MODERN_SDK else connect_1


def reference(ref):
    if MODERN_SDK:
        from mcp_types import ResourceTemplateReference
    else:
        from mcp.types import ResourceTemplateReference
    return ResourceTemplateReference(**ref)


def uri(text):
    if MODERN_SDK:
        return text
    from pydantic import AnyUrl

    return AnyUrl(text)


METHODS = {
    "tools/list": lambda c, p: c.list_tools(),
    "tools/call": lambda c, p: c.call_tool(p["name"], p["arguments"]),
    "resources/list": lambda c, p: c.list_resources(),
    "resources/templates/list": lambda c, p: c.list_resource_templates(),
    "resources/read": lambda c, p: c.read_resource(uri(p["uri"])),
    "completion/complete": lambda c, p: c.complete(reference(p["ref"]), p["argument"]),
    "prompts/list": lambda c, p: c.list_prompts(),
    "prompts/get": lambda c, p: c.get_prompt(p["name"], p["arguments"]),
}


def root(error):
    """What went wrong, without the task groups it passed through."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


async def refused(era, token):
    """Whether a connection with this token fails, as it must."""
    name = "a wrong token is refused" if token else "no token is refused"
    try:
        async with connect("http", era, token) as client:
            await client.list_tools()
    except Exception as error:
        reason = "".join(traceback.format_exception(error))
        # 2.x drops the status and shows the server's own words.
        if "401" in reason or "token" in str(root(error)):
            print(f"ok {name}")
            return True
        print(f"not ok {name}: the client saw no 401 but {root(error)!r}")
    else:
        print(f"not ok {name}: it was served")
    return False


def through(client):
    async def request(method, params):
        result = await METHODS[method](client, params)
        return result.model_dump(mode="json", by_alias=True, exclude_none=True)

    return request


async def main(transport, era):
    token, person = os.environ.get("TOOLHUB_TOKEN"), confirm.Person()
    async with connect(transport, era, token) as client, connect(transport, era, token, person) as asking:
        passed = await checks.run(through(client))
        passed = await confirm.run_token(through(client)) and passed
        passed = await confirm.run_dialogue(through(asking), person, through(client)) and passed
    if transport == "http":
        for token in (None, "wrong"):
            passed = await refused(era, token) and passed
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main(*sys.argv[1:])))
