"""A value in words: `retention_in_days = 14` as "a retention of 14 days", and in other ways."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import cast

from terraformer_ls.learn.words.facts import Fact
from terraformer_ls.learn.words.type_names import spelled, with_article

_GENERIC = frozenset(
    re.findall(
        r"\w+",
        "name status enabled enable type value mode id key days state level size version start end "
        "default kind code class format protocol port priority action effect count min max target "
        "path to from unit number scope role frequency interval duration on disabled",
    )
)
_FILLER = re.compile(r"_?(?:configuration|config|settings|setting|spec|properties|options|block)$")
_UNITS = {
    "days": "days",
    "seconds": "seconds",
    "minutes": "minutes",
    "hours": "hours",
    "gb": "GB",
    "mb": "MB",
    "sec": "seconds",
    "secs": "seconds",
    "ms": "milliseconds",
    "percent": "percent",
    "gib": "GiB",
    "mib": "MiB",
    "tb": "TB",
}
_CIDR = re.compile(r"(?:^|[._])(?:cidr_blocks?|ip_cidr_range|address_space|address_prefix(?:es)?)$")
_PLACE = re.compile(r"(?:^|[._])(?:region|location|zone|availability_zone|locations)$")
_SIZE = re.compile(
    r"^(?:instance_type|machine_type|instance_class|size|vm_size|node_type|sku|sku_name|tier)$"
)
_NAME = re.compile(
    r"^(?:name|bucket|identifier|.*_identifier|function_name|table_name|"
    r"queue_name|topic_name|cluster_name|repository_id|dataset_id|account_id)$"
)


class Form(Enum):
    """How a phrase is put behind a noun."""

    DIRECT = auto()
    """Right behind it: "named orders", "in eu-west-1"."""
    WITH = auto()
    """After "with": "a timeout of 30 seconds", "versioning enabled"."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A value in words."""

    text: str
    form: Form


def phrase_of(fact: Fact, chance: random.Random) -> Phrase:
    """One of the ways to say a value. The value itself always stands in it, or follows from it."""
    leaf = fact.path.rpartition(".")[2]
    value = fact.value
    if fact.path.startswith(("tags.", "labels.")):
        word = "tagged" if fact.path.startswith("tags.") else "labelled"
        sign = chance.choice(("=", " = ", ": "))
        return Phrase(f"{word} {leaf}{sign}{said(value, chance, plain=True)}", Form.DIRECT)
    if fact.key:
        noun = spelled(fact.path.removesuffix(f".{fact.key}").rpartition(".")[2])
        sign = chance.choice(("=", " = "))
        return Phrase(f"{noun} {fact.key}{sign}{said(value, chance, plain=True)}", Form.WITH)
    if isinstance(value, bool):
        return Phrase(_switch(fact.path, value, chance), Form.WITH)
    text = said(value, chance)
    if _NAME.match(fact.path) and isinstance(value, str):
        return Phrase(f"{chance.choice(('named', 'named', 'called'))} {text}", Form.DIRECT)
    if _PLACE.search(fact.path):
        return Phrase(f"in {said(value, chance, plain=True)}", Form.DIRECT)
    if _CIDR.search(fact.path):
        noun = chance.choice(("CIDR", "the range", "address range", "CIDR block"))
        return Phrase(f"{noun} {said(value, chance, plain=True)}", Form.WITH)
    if _SIZE.match(fact.path) and isinstance(value, str):
        plain = said(value, chance, plain=True)
        return chance.choice(
            (
                Phrase(f"of {spelled(leaf)} {plain}", Form.DIRECT),
                Phrase(f"{spelled(leaf)} {plain}", Form.WITH),
            )
        )
    noun, unit = noun_of(fact.path)
    if isinstance(value, int | float):
        measured = f"{value} {unit}".strip()
        return Phrase(
            chance.choice(
                (
                    f"{with_article(noun)} of {measured}",
                    f"{noun} {measured}",
                    f"{noun} set to {measured}",
                )
            ),
            Form.WITH,
        )
    return Phrase(
        chance.choice((f"{noun} {text}", f"{noun} set to {text}", f"{text} as {noun}")), Form.WITH
    )


def order_of(fact: Fact, chance: random.Random) -> str:
    """A value as a sentence of its own: "Set the timeout to 30 seconds.\""""
    noun, unit = noun_of(fact.path)
    if fact.path.startswith(("tags.", "labels.")):
        kind, _, key = fact.path.partition(".")
        return f"Add the {kind[:-1]} {key} with the value {said(fact.value, chance)}."
    if fact.key:
        noun = spelled(fact.path.removesuffix(f".{fact.key}").rpartition(".")[2])
        return f"In the {noun}, set {fact.key} to {said(fact.value, chance)}."
    if isinstance(fact.value, bool):
        phrase = _switch(fact.path, fact.value, chance)
        return f"{phrase[0].upper()}{phrase[1:]}."
    value = f"{said(fact.value, chance)} {unit}".strip()
    return chance.choice(
        (
            f"Set the {noun} to {value}.",
            f"The {noun} should be {value}.",
            f"The {noun} must be {value}.",
            f"Use {value} as the {noun}." if not unit else f"The {noun} is {value}.",
        )
    )


def noun_of(path: str) -> tuple[str, str]:
    """What a value is of, in words, and its unit.

    `retention_in_days` gives retention and days. The block around says what a word as general as
    `status` is of.
    """
    *parents, leaf = path.split(".")
    unit = ""
    match = re.fullmatch(r"(?P<stem>\w+?)_(?:in_)?(?P<unit>[a-z]+)", leaf)
    if match is not None and match["unit"] in _UNITS:
        leaf, unit = match["stem"], _UNITS[match["unit"]]
    noun = spelled(leaf)
    if parents and (leaf in _GENERIC or len(leaf) < 5):
        parent = spelled(_FILLER.sub("", parents[-1]) or parents[-1])
        noun = parent if noun.lower() in parent.lower().split() else f"{parent} {noun}"
    return noun, unit


def said(value: object, chance: random.Random, *, plain: bool = False) -> str:
    """A value as one writes it; a text is sometimes quoted unless it should be plain."""
    if isinstance(value, list):
        elements = cast("list[object]", value)
        *others, last = [said(element, chance, plain=plain) for element in elements]
        return f"{', '.join(others)} and {last}" if others else last
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if plain or not isinstance(value, str):
        return text
    if " " in text:
        return f'"{text}"'
    return chance.choice((text, text, text, f'"{text}"', f"`{text}`"))


def _switch(path: str, value: bool, chance: random.Random) -> str:
    """A flag in words; where its name does not say what it switches, the flag with its value."""
    *parents, leaf = path.split(".")
    flag = "true" if value else "false"
    stem = re.sub(r"^(?:enable|is|use|allow)_|_?(?:enabled|enable)$", "", leaf)
    noun = spelled(stem)
    if parents and (not stem or stem in _GENERIC):
        noun = f"{spelled(_FILLER.sub('', parents[-1]) or parents[-1])} {noun}".strip()
    if leaf == stem or not noun:
        name = noun if leaf == stem else leaf
        return chance.choice((f"{name} set to {flag}", f"{name} {flag}", f"`{leaf}` = {flag}"))
    if leaf.startswith("allow_"):
        return f"{noun} {'allowed' if value else 'not allowed'}"
    if value:
        return chance.choice((f"{noun} enabled", f"{noun} turned on", f"{noun} on"))
    return chance.choice((f"{noun} disabled", f"{noun} turned off", f"no {noun}"))
