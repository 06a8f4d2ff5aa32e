"""Change: another value for an argument that has a literal one."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from terraformer_ls.hcl.rewrite import set_value
from terraformer_ls.learn.mutn.configuration import Configuration, Setting, Value, written
from terraformer_ls.learn.mutn.draft import Draft
from terraformer_ls.learn.mutn.new_values import is_secret, new_value, tells_what_it_is
from terraformer_ls.learn.mutn.phrases import (
    asked,
    block_phrase,
    setting_phrase,
    switched,
    value_phrase,
)
from terraformer_ls.learn.mutn.vocabulary import Vocabulary
from terraformer_ls.learn.records import Intent


def change_value(
    configuration: Configuration, vocabulary: Vocabulary, random: Random
) -> Iterator[Draft]:
    """Changes of one argument each."""
    settings = [s for s in configuration.settings if s.alone and len(s.path) <= 3]
    random.shuffle(settings)
    for setting in settings:
        if is_secret(setting.name) or (tells_what_it_is(setting.name) and random.random() < 0.8):
            continue
        value = new_value(setting, vocabulary, random)
        if value is None:
            continue
        words, detail = _words(configuration, setting, value, random)
        intent = Intent(
            "value",
            type=setting.block.labels[0],
            address=setting.block.address,
            path=setting.plan_path,
            value=value,
        )
        after = configuration.edited(set_value(setting.attribute, written(value)))
        yield Draft("change", "change_value", words, after, (intent,), detail)


def _words(
    configuration: Configuration, setting: Setting, value: Value, random: Random
) -> tuple[str, int]:
    block, detail = block_phrase(configuration, setting.block, random)
    if isinstance(value, bool):
        feature = switched(setting.name)
        nested = f" in its `{setting.path[-2]}` block" if len(setting.path) > 1 else ""
        if feature is not None and random.random() < 0.7:
            verb = random.choice(["enable", "turn on"] if value else ["disable", "turn off"])
            return asked(f"{verb} {feature}{nested} {_on(random)} {block}", random), detail
        name = f"`{'.'.join(setting.path)}`"
        to = f"to {written(value)}"
        forms = [
            f"set {name} {to} on {block}",
            f"set {name} of {block} {to}",
            f"change {name} {_on(random)} {block} {to}",
            f"in {block}, set {name.strip('`')} {to}",
        ]
        return asked(random.choice(forms), random), detail
    argument = setting_phrase(setting, random)
    old = value_phrase(setting.value, random)
    new = value_phrase(value, random)
    forms = [
        f"set {argument} of {block} to {new}",
        f"change {argument} of {block} to {new}",
        f"change {argument} {_on(random)} {block} from {old} to {new}",
        f"update {block}: {argument} should be {new}",
        f"make {argument} of {block} {new}",
        f"in {block}, set {argument} to {new}",
        f"use {new} instead of {old} as {argument} of {block}",
    ]
    if isinstance(value, int | float) and isinstance(setting.value, int | float):
        up = value > setting.value
        verb = random.choice(["raise", "increase"] if up else ["lower", "reduce"])
        forms += [f"{verb} {argument} of {block} to {new}"] * 2
        forms += [f"{verb} {argument} of {block} from {old} to {new}"]
    if setting.path == ("name",):
        forms += [f"name {block} {new}", f"give {block} the name {new}"]
    return asked(random.choice(forms), random), detail


def _on(random: Random) -> str:
    return random.choice(["on", "for", "of", "on"])
