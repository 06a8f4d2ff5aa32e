"""From the words for a value to the value in HCL: units, switches, lists, references."""

from __future__ import annotations

import re

from terraformer_ls.schema.cty import Kind, Type

_TRUE = frozenset({"true", "on", "yes", "enabled", "enable"})
_FALSE = frozenset({"false", "off", "no", "disabled", "disable"})
_REFERENCE = re.compile(
    r"(?:(?:var|local|module|data|each|path)\.[\w.\[\]\"*-]+"
    r"|[a-z][a-z0-9]*_\w+\.[\w-]+\.[\w.\[\]\"*-]+)"
)
_QUANTITY = re.compile(
    r"(?P<number>-?\d+(?:[.,]\d+)?)\s*-?(?P<unit>%|[a-z]+)?(?:\s+(?:each|at most|at least))?",
    re.IGNORECASE,
)
_SECONDS = {
    "s": 1,
    "sec": 1,
    "second": 1,
    "m": 60,
    "min": 60,
    "minute": 60,
    "h": 3600,
    "hour": 3600,
}
_DAYS = {"day": 1, "d": 1, "week": 7, "month": 30, "year": 365}
_MEGABYTES = {"mb": 1, "mib": 1, "gb": 1024, "gib": 1024}


def literal(type_: Type, said: str, name: str = "") -> str | None:
    """The HCL of a value as said for an argument of a type; None where it is no such value.

    Args:
        type_: what the argument takes; of `dynamic` the likeliest form is taken.
        said: "30 days", "on", "a and b", `"as it is"`, `var.size`.
        name: the argument's, which tells the unit it counts in (`timeout` in seconds).
    """
    text = said.strip().rstrip(".!").strip()
    if not text:
        return None
    if _REFERENCE.fullmatch(text):
        return text
    bare = text.strip("`'\"")
    match type_.kind:
        case Kind.BOOL:
            return _truth(bare)
        case Kind.NUMBER:
            return _number(bare, name)
        case Kind.STRING:
            return _string(bare, text, name)
        case Kind.LIST | Kind.SET:
            return _list(type_, text, name)
        case Kind.DYNAMIC:
            number = _number(bare, name) if text == bare else None
            return _truth(bare) or number or _string(bare, text, name)
        case _:
            return None


def quoted(text: str) -> str:
    """A string of HCL that is exactly this text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped.replace("${", "$${").replace("%{", "%%{")}"'


def _truth(text: str) -> str | None:
    if text.lower() in _TRUE:
        return "true"
    return "false" if text.lower() in _FALSE else None


def _number(text: str, name: str) -> str | None:
    found = _QUANTITY.fullmatch(text)
    if found is None:
        return None
    number = float(found["number"].replace(",", "."))
    unit = (found["unit"] or "").lower()
    unit = unit if unit in _SECONDS else unit.removesuffix("s")
    if unit in _SECONDS and "minute" not in name:
        number *= _SECONDS[unit]
    elif unit in _DAYS and "second" in name:
        number *= _DAYS[unit] * 86_400
    elif unit in _DAYS:
        number *= _DAYS[unit]
    elif unit in _MEGABYTES and "memory" in name and "gb" not in name:
        number *= _MEGABYTES[unit]
    return str(int(number)) if number.is_integer() else str(number)


def _string(bare: str, text: str, name: str) -> str | None:
    if text != bare:  # it was quoted: exactly that
        return quoted(bare)
    if re.fullmatch(r"-?\d+(?:\.\d+)?\s+[a-z]+", bare):
        return quoted(_number(bare, name) or bare)
    return quoted(bare) if " " not in bare else None


def _list(type_: Type, text: str, name: str) -> str | None:
    element = type_.element
    if element is None:
        return None
    parts = [part for part in re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", text.strip("[]")) if part]
    values = [literal(element, part, name) for part in parts]
    known = [value for value in values if value is not None]
    return f"[{', '.join(known)}]" if known and len(known) == len(values) else None
