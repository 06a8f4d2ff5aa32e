"""The blocks of a configuration and the literal values in them, by path.

A path says where an argument stands inside its block: `versioning_configuration.status`. Only
values that mean the same wherever they stand count as literals: no references, no calls.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from terraformer_ls.hcl.blocks import Attribute, Block
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span

_STRING = re.compile(r'"((?:[^"\\$%\n]|\\.|[$%](?!\{))*)"')
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_META = frozenset({"count", "for_each", "provider", "depends_on", "lifecycle"})


@dataclass(frozen=True)
class Literal:
    """A literal value in a block.

    Attributes:
        path: names from the block down to the argument, with dots.
        text: the expression as written.
        value: what it says, as JSON.
        span: where the expression stands, in bytes.
        attribute: the argument.
    """

    path: str
    text: str
    value: object
    span: Span
    attribute: Attribute


def literals_in(document: Document, block: Block, prefix: str = "") -> Iterator[Literal]:
    """The literal arguments of a block and of the blocks inside, in order."""
    for attribute in block.attributes:
        if attribute.name in _META:
            continue
        span = attribute.value_span
        text = document.text[span.start : span.end].decode("utf-8", errors="replace")
        read = literal_value(text)
        if read is not None:
            yield Literal(prefix + attribute.name, text, read[0], span, attribute)
    for inner in block.blocks:
        if inner.type in ("dynamic", "lifecycle", "provisioner", "connection"):
            continue
        yield from literals_in(document, inner, f"{prefix}{inner.type}.")


def literal_value(text: str) -> tuple[object] | None:
    """What an expression says if it is a literal, in a tuple; None for anything else."""
    text = text.strip()
    if text in ("true", "false"):
        return (text == "true",)
    if _NUMBER.fullmatch(text):
        return (json.loads(text) if "." in text else int(text),)
    string = _STRING.fullmatch(text)
    if string is not None:
        return (_unescaped(string[1]),)
    if text.startswith("[") and text.endswith("]"):
        return _list(text[1:-1])
    if text.startswith("{") and text.endswith("}"):
        return _map(text[1:-1])
    return None


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), text)


def _list(text: str) -> tuple[object] | None:
    rest = re.sub(r"\s+", " ", text).strip().rstrip(",")
    if not rest:
        return ([],)
    parts = re.findall(r'"(?:[^"\\]|\\.)*"|[^\s,"]+', rest)
    values = [literal_value(part) for part in parts]
    if any(value is None or isinstance(value[0], list | dict) for value in values):
        return None
    return ([value[0] for value in values if value is not None],)


def _map(text: str) -> tuple[object] | None:
    found: dict[str, object] = {}
    for line in re.split(r"[\n,]", text):
        if not line.strip():
            continue
        key, equals, value = line.partition("=")
        read = literal_value(value) if equals else None
        name = key.strip().strip('"')
        if read is None or isinstance(read[0], list | dict) or not re.fullmatch(r"[\w./:-]+", name):
            return None
        found[name] = read[0]
    return (found,)
