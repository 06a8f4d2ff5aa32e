"""Parametrise: a literal becomes a variable with a default, or a local value."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from random import Random

from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.rewrite import set_value
from terraformer_ls.learn.mutn.configuration import Configuration, Setting, written
from terraformer_ls.learn.mutn.draft import Draft
from terraformer_ls.learn.mutn.new_values import is_secret
from terraformer_ls.learn.mutn.phrases import asked, block_phrase, noun, setting_phrase, spaced
from terraformer_ls.learn.mutn.vocabulary import Vocabulary
from terraformer_ls.learn.records import Intent
from terraformer_ls.propose.merge import merge

_GENERAL = ("name", "location", "region", "type", "enabled", "description")
_MOST_PLACES = 5


def to_variable(
    configuration: Configuration, vocabulary: Vocabulary, random: Random
) -> Iterator[Draft]:
    """One literal of a resource as a variable whose default it is."""
    del vocabulary
    settings = [s for s in configuration.settings if s.alone and len(s.path) <= 2]
    random.shuffle(settings)
    for setting in settings:
        if (isinstance(setting.value, list) and not setting.value) or is_secret(setting.name):
            continue
        name = _variable_name(setting, random)
        if f"var.{name}" in configuration.addresses:
            continue
        phrase, detail = block_phrase(configuration, setting.block, random)
        argument = setting_phrase(setting, random)
        default = configuration.text_of(setting.attribute.value_span)
        if "\n" in default:
            default = written(setting.value)
        request = random.choice(
            [
                f"make {argument} of {phrase} a variable `{name}` with its value as default",
                f"turn {argument} of {phrase} into a variable called {name}, default {default}",
                f"parametrise {argument} of {phrase} as var.{name}, keeping {default} as default",
                f"replace the literal {default} in {argument} of {phrase} by a variable `{name}` "
                "that defaults to it",
                f"add a variable {name} (default {default}) and use it for {argument} of {phrase}",
            ]
        )
        described = any(
            b.type == "variable" and b.attribute("description") for b in configuration.blocks
        )
        block = _variable(name, _type(setting), default, _description(setting) * described)
        changed = configuration.edited(set_value(setting.attribute, f"var.{name}"))
        after = merge(changed, block)
        if after is None:
            continue
        intents = (Intent("symbol", address=f"var.{name}"), _unchanged(setting))
        yield Draft("parametrise", "to_variable", asked(request, random), after, intents, detail)


def to_local(
    configuration: Configuration, vocabulary: Vocabulary, random: Random
) -> Iterator[Draft]:
    """A text that stands in several places as one local value or one variable."""
    del vocabulary
    places: dict[str, list[Setting]] = defaultdict(list)
    for setting in configuration.settings:
        if isinstance(setting.value, str) and len(setting.value) >= 4:
            places[setting.value].append(setting)
    repeated = [(v, s) for v, s in places.items() if 2 <= len(s) <= _MOST_PLACES]
    random.shuffle(repeated)
    for value, settings in repeated:
        names = {setting.name for setting in settings}
        if len(names) != 1 or any(b.type == "locals" for b in configuration.blocks):
            continue
        name = names.pop()
        local = random.random() < 0.6
        address = f"{'local' if local else 'var'}.{name}"
        if address in configuration.addresses or name in ("type", "value", "key", "source"):
            continue
        edits: list[TextEdit] = [set_value(setting.attribute, address) for setting in settings]
        text = written(value)
        block = (
            f"locals {{\n  {name} = {text}\n}}" if local else _variable(name, "string", text, "")
        )
        after = merge(configuration.edited(*edits), block)
        if after is None:
            continue
        where = "local value" if local else "variable"
        request = random.choice(
            [
                f"the {spaced(name)} {text} is repeated {len(settings)} times, "
                f"move it into a {where} `{name}`",
                f"extract the repeated {spaced(name)} {text} into a {where} called `{name}`",
                f"use one {where} `{name}` for the {spaced(name)} {text} everywhere",
                f"define the {spaced(name)} {text} once as {address} and use it in all places",
            ]
        )
        intents = (
            Intent("symbol", address=address),
            *(_unchanged(setting) for setting in settings if setting.alone),
        )
        operation = "refactor" if local else "parametrise"
        yield Draft(operation, "to_local", asked(request, random), after, intents, 3)


def _variable_name(setting: Setting, random: Random) -> str:
    """The argument's name, with what it belongs to where that alone says too little."""
    name = setting.name
    if name in _GENERAL or len(setting.path) > 1 or random.random() < 0.3:
        before = setting.path[-2] if len(setting.path) > 1 else setting.block.labels[1]
        name = f"{before}_{name}" if not name.startswith(before) else name
    return re.sub(r"[^a-z0-9_]", "_", name.lower())


def _variable(name: str, type_: str, default: str, description: str) -> str:
    rows = [("type", type_), ("default", default)]
    if description:
        rows.insert(1, ("description", f'"{description}"'))
    width = max(len(key) for key, _ in rows)
    lines = "".join(f"  {key.ljust(width)} = {value}\n" for key, value in rows)
    return f'variable "{name}" {{\n{lines}}}\n'


def _description(setting: Setting) -> str:
    words = spaced(setting.name)
    return f"{words[0].upper()}{words[1:]} of the {noun(setting.block.labels[0])}."


def _type(setting: Setting) -> str:
    match setting.value:
        case bool():
            return "bool"
        case int() | float():
            return "number"
        case str():
            return "string"
        case _:
            return "list(string)"


def _unchanged(setting: Setting) -> Intent:
    """What it says must still be planned."""
    return Intent(
        "value", setting.block.labels[0], setting.block.address, setting.plan_path, setting.value
    )
