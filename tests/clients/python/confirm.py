"""Runs confirm.json: every way to a change that a client can take."""

import json
import re
from pathlib import Path

from checks import Mismatch, matches

CHECKS = json.loads((Path(__file__).parent.parent / "confirm.json").read_text())


class Person:
    """The person in front of a client; the client hands every form to `ask`."""

    def __init__(self):
        self.expect(None, None)

    def expect(self, answer, meanwhile):
        self.asked, self.answer, self.meanwhile = [], answer, meanwhile

    async def ask(self, form):
        self.asked.append(form)
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile:
            await meanwhile()
        return self.answer or {"action": "cancel"}


def fill(template, values):
    """Puts values in the place of `{names}`; what is nothing but a name becomes its value."""
    if isinstance(template, dict):
        return {key: fill(value, values) for key, value in template.items()}
    if isinstance(template, list):
        return [fill(element, values) for element in template]
    if not isinstance(template, str):
        return template
    whole = re.fullmatch(r"\{(\w+)\}", template)
    return values[whole[1]] if whole else re.sub(r"\{(\w+)\}", lambda found: values[found[1]], template)


async def orders(request):
    """Orders that can be refunded and that no client has touched."""
    listing = {"name": "list_orders", "arguments": {"status": "delivered", "limit": 50}}
    page = (await request("tools/call", listing))["structuredContent"]["orders"]
    dollars = [order["order_id"] for order in page if order["currency"] == "USD"]
    return dict(zip(("first", "second", "third", "fourth"), dollars))


async def take(step, values, request, person=None, elsewhere=None):
    async def change():
        for other in step["meanwhile"]:
            await take(other, values, elsewhere)

    if person:
        person.expect(step.get("answer"), change if "meanwhile" in step else None)
    result = await request("tools/call", fill(step["call"], values))
    matches(fill(step["expect"], values), result)
    asked = fill(step.get("asked", []), values)
    if person and len(person.asked) != len(asked):
        raise Mismatch(f"the person was asked {len(person.asked)} times, not {len(asked)}")
    for index, pattern in enumerate(asked):
        matches(pattern, person.asked[index], f"question {index + 1}")
    for name, path in step.get("keep", {}).items():
        value = result
        for key in path.split("."):
            value = value[key]
        values[name] = value


async def run_all(checks, values, request, **others):
    passed = True
    for check in checks:
        reason = None
        try:
            for step in check["steps"]:
                await take(step, values, request, **others)
        except Mismatch as mismatch:
            reason = str(mismatch)
        except Exception as error:  # whatever an SDK raises is this check's outcome
            reason = f"{type(error).__name__}: {error}"
        passed = passed and reason is None
        print(f"ok {check['name']}" if reason is None else f"not ok {check['name']}: {reason}", flush=True)
    return passed


async def run_token(request):
    """The way of a client that cannot ask anybody."""
    return await run_all(CHECKS["token"], await orders(request), request)


async def run_dialogue(request, person, elsewhere):
    """The way of a client that can ask `person`; `elsewhere` requests through one that cannot."""
    values = await orders(request)
    return await run_all(CHECKS["dialogue"], values, request, person=person, elsewhere=elsewhere)
