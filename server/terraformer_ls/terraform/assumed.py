"""Values for variables that nobody set, so that a plan can be made at all.

They fit the variable's type and look like what its name says. What depends on them is not a fact
about the user's module: `blame.py` keeps it apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias, cast

from terraformer_ls.terraform.configuration import Variable
from terraformer_ls.terraform.standin.realistic import string_of

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\w-]+|[(){}\[\]=,:]')
_BY_NAME: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(^|_)(aws_)?region$"), "us-east-1"),
    (re.compile(r"(^|_)location$"), "eastus"),
    (re.compile(r"(^|_)(gcp_)?project(_id)?$"), "standin-project"),
    (re.compile(r"(^|_)(env|environment|stage)$"), "dev"),
    (re.compile(r"(^|_)instance_(type|class)$"), "t3.micro"),
    (re.compile(r"(^|_)vpc_id$"), "vpc-0123456789abcdef0"),
    (re.compile(r"(^|_)subnet_ids?$"), "subnet-0123456789abcdef0"),
    (re.compile(r"(^|_)ami(_id)?$"), "ami-0123456789abcdef0"),
    (re.compile(r"(^|_)(account_id|account)$"), "123456789012"),
    (re.compile(r"arns?$"), "arn:aws:iam::123456789012:role/standin"),
    (re.compile(r"(^|_)password$"), "Standin-Passw0rd"),
    (re.compile(r"email"), "standin@example.com"),
)


def assumed_values(variables: Iterable[Variable]) -> dict[str, Json]:
    """A value for each variable, by name."""
    return {variable.name: assumed_value(variable) for variable in variables}


def assumed_value(variable: Variable) -> Json:
    """A value that fits a variable's type, and where that can be read off, its validation."""
    for condition in variable.conditions:
        allowed = re.search(
            r"contains\(\s*\[([^\]]*)\]\s*,\s*var\." + re.escape(variable.name) + r"\s*\)",
            condition,
        )
        first = re.search(r'"([^"]*)"|(-?\d+)', allowed[1]) if allowed else None
        if first is not None:
            return first[1] if first[1] is not None else int(first[2])
    tokens = _TOKEN.findall(re.sub(r"(#|//)[^\n]*", "", variable.type)) or ["any"]
    value, _ = _value(tokens, 0, variable.name)
    return value


def _value(tokens: list[str], at: int, name: str) -> tuple[Json, int]:
    """A value of the type that starts at a token, and the token after it."""
    if at >= len(tokens):
        return None, at
    kind = tokens[at].strip('"')
    if at + 1 >= len(tokens) or tokens[at + 1] != "(":
        return _primitive(kind, name), at + 1
    match kind:
        case "list" | "set":
            element, after = _value(tokens, at + 2, name)
            return _collection(element, name), _past(tokens, after)
        case "map":
            element, after = _value(tokens, at + 2, name)
            return {"standin": element}, _past(tokens, after)
        case "object":
            return _object(tokens, at + 2)
        case "tuple":
            return _tuple(tokens, at + 2, name)
        case _:  # optional(type, default)
            element, after = _value(tokens, at + 2, name)
            return element, _past(tokens, after)


def _object(tokens: list[str], at: int) -> tuple[Json, int]:
    """The attributes that must be there; `at` is at the opening brace."""
    made: dict[str, Json] = {}
    at += 1
    while at < len(tokens) and tokens[at] not in ("}", ")"):
        if tokens[at] == ",":
            at += 1
            continue
        name = tokens[at].strip('"')
        optional = tokens[at + 2 : at + 4] == ["optional", "("]
        value, at = _value(tokens, at + 2, name)
        if not optional:
            made[name] = value
    return made, _past(tokens, at + 1)


def _tuple(tokens: list[str], at: int, name: str) -> tuple[Json, int]:
    made: list[Json] = []
    at += 1
    while at < len(tokens) and tokens[at] not in ("]", ")"):
        if tokens[at] == ",":
            at += 1
            continue
        value, at = _value(tokens, at, name)
        made.append(value)
    return cast("Json", made), _past(tokens, at + 1)


def _past(tokens: list[str], at: int) -> int:
    """The token after the parenthesis that closes what is open at `at`."""
    depth = 0
    while at < len(tokens):
        if tokens[at] in "([{":
            depth += 1
        elif tokens[at] in ")]}":
            if depth == 0:
                return at + 1
            depth -= 1
        at += 1
    return at


def _collection(element: Json, name: str) -> Json:
    if not isinstance(element, str):
        return [element]
    if "zone" in name:
        return [f"us-east-1{letter}" for letter in "abc"]
    if "cidr" in name or "subnets" in name or name == "address_space":
        return [f"10.0.{index}.0/24" for index in range(3)]
    return [element if index == 0 else f"{element}{index}" for index in range(3)]


def _primitive(kind: str, name: str) -> Json:
    match kind:
        case "number":
            return 1
        case "bool":
            return False
        case _:
            known = next((value for pattern, value in _BY_NAME if pattern.search(name)), None)
            return known if known is not None else string_of(name, "", "us-east-1")
