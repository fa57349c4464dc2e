"""Runs checks.json against one connection and reports each check on a line."""

import json
from pathlib import Path

CHECKS = json.loads((Path(__file__).parent.parent / "checks.json").read_text())


class Mismatch(Exception):
    """What was seen is not what checks.json expects."""


def matches(pattern, value, at="result"):
    """Raises Mismatch unless `value` contains `pattern`."""
    if isinstance(pattern, dict):
        for key, expected in pattern.items():
            if key.startswith("$"):
                OPERATORS[key](expected, value, at)
            else:
                inner = value.get(key) if isinstance(value, dict) else None
                matches(expected, inner, f"{at}.{key}")
    elif pattern != value:
        raise Mismatch(f"{at} is {short(value)}, not {short(pattern)}")


def contains(expected, value, at):
    text = value if isinstance(value, str) else json.dumps(value)
    if value is None or expected.lower() not in text.lower():
        raise Mismatch(f"{at} does not contain {expected!r}: {short(value)}")


def one_of(expected, value, at):
    if value not in expected:
        raise Mismatch(f"{at} is {short(value)}, none of {expected}")


def count(expected, value, at):
    if value is None or len(value) != expected:
        raise Mismatch(f"{at} has not {expected} elements: {short(value)}")


def some(expected, value, at):
    for pattern in expected:
        reasons = []
        for element in value or []:
            try:
                matches(pattern, element, at)
                break
            except Mismatch as reason:
                reasons.append(str(reason))
        else:
            raise Mismatch(f"{at} has no {short(pattern)}: {'; '.join(reasons) or 'it is empty'}")


def every(expected, value, at):
    if not value:
        raise Mismatch(f"{at} is empty")
    for index, element in enumerate(value):
        matches(expected, element, f"{at}[{index}]")


def as_json(expected, value, at):
    try:
        parsed = json.loads(value)
    except (TypeError, ValueError) as error:
        raise Mismatch(f"{at} is no JSON: {error}") from error
    matches(expected, parsed, at)


OPERATORS = {
    "$contains": contains,
    "$in": one_of,
    "$count": count,
    "$some": some,
    "$every": every,
    "$json": as_json,
}


def short(value):
    text = json.dumps(value)
    return text if len(text) <= 200 else text[:200] + "…"


async def run(request):
    """Runs every check through `request(method, params)`; returns whether all passed."""
    passed = True
    for check in CHECKS:
        for name, reason in [one async for one in outcomes(check, request)]:
            passed = passed and reason is None
            print(f"ok {name}" if reason is None else f"not ok {name}: {reason}", flush=True)
    return passed


async def outcomes(check, request):
    """Yields (name, reason); the reason is None where the check passed."""
    steps = walk(check, request) if "walk" in check else single(check, request)
    try:
        async for name in steps:
            yield name, None
    except Mismatch as reason:
        yield check["name"], str(reason)
    except Exception as error:  # whatever an SDK raises is this check's outcome
        yield check["name"], f"{type(error).__name__}: {error}"


async def single(check, request):
    if not check.get("fails"):
        matches(check["expect"], await request(check["method"], check.get("params", {})))
    else:
        try:
            result = await request(check["method"], check["params"])
        except Exception:  # each SDK has its own type for a protocol error
            pass
        else:
            raise Mismatch(f"it answered {short(result)}")
    yield check["name"]


async def walk(check, request):
    """Follows next_cursor to the last page, then tries a cursor that was tampered with."""
    plan = check["walk"]
    seen, pages, cursor = set(), 0, None
    while True:
        arguments = plan["arguments"] | ({"cursor": cursor} if cursor else {})
        result = await request("tools/call", {"name": plan["tool"], "arguments": arguments})
        matches({"isError": {"$in": [None, False]}}, result)
        page, text = result["structuredContent"], result["content"][0]["text"]
        seen.update(item[plan["key"]] for item in page[plan["items"]])
        pages += 1
        following = page.get("next_cursor")
        if (plan["more"] in text) != bool(following):
            raise Mismatch(f"page {pages} and its text disagree on whether more is available")
        if not following:
            break
        cursor = following
    if len(seen) != plan["count"]:
        raise Mismatch(f"{len(seen)} distinct {plan['key']} on {pages} pages, not {plan['count']}")
    yield f"{check['name']} pages to its end"

    middle = len(cursor) // 2
    tampered = cursor[:middle] + ("A" if cursor[middle] != "A" else "B") + cursor[middle + 1 :]
    arguments = plan["arguments"] | {"cursor": tampered}
    result = await request("tools/call", {"name": plan["tool"], "arguments": arguments})
    matches({"isError": True}, result)
    yield f"{check['name']} refuses a tampered cursor"
