"""Change: one more or one less text in a list."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from random import Random

from terraformer_ls.hcl.rewrite import set_value
from terraformer_ls.learn.mutn.configuration import Configuration, Setting, written
from terraformer_ls.learn.mutn.draft import Draft
from terraformer_ls.learn.mutn.phrases import asked, block_phrase, setting_phrase, value_phrase
from terraformer_ls.learn.mutn.vocabulary import Vocabulary
from terraformer_ls.learn.records import Intent


def change_list(
    configuration: Configuration, vocabulary: Vocabulary, random: Random
) -> Iterator[Draft]:
    """Changes of one list each: an element more, or an element less."""
    settings = [s for s in configuration.settings if s.alone and isinstance(s.value, list)]
    random.shuffle(settings)
    for setting in settings:
        old = _texts(setting)
        added = _another(setting, old, vocabulary, random)
        if added is not None and random.random() < 0.7:
            yield _draft(configuration, setting, [*old, added], added, "add", random)
        elif len(old) > 1:
            gone = random.choice(old)
            left = [text for text in old if text != gone]
            yield _draft(configuration, setting, left, gone, "remove", random)


def _draft(
    configuration: Configuration,
    setting: Setting,
    value: list[str],
    element: str,
    operation: str,
    random: Random,
) -> Draft:
    block, detail = block_phrase(configuration, setting.block, random)
    argument, said = setting_phrase(setting, random), value_phrase(element, random)
    if operation == "add":
        forms = [
            f"add {said} to {argument} of {block}",
            f"also list {said} in {argument} of {block}",
            f"append {said} to {argument} on {block}",
            f"extend {argument} of {block} with {said}",
        ]
    else:
        forms = [
            f"remove {said} from {argument} of {block}",
            f"take {said} out of {argument} of {block}",
            f"drop {said} from {argument} on {block}",
        ]
    text = configuration.text_of(setting.attribute.value_span)
    new = written(list[str](value))
    if "\n" in text:
        start = configuration.document.text.rfind(b"\n", 0, setting.attribute.span.start) + 1
        indent = " " * (setting.attribute.span.start - start)
        lines = "".join(f"{indent}  {written(item)},\n" for item in value)
        new = f"[\n{lines}{indent}]"
    intent = Intent(
        "value",
        type=setting.block.labels[0],
        address=setting.block.address,
        path=setting.plan_path,
        value=value,
    )
    after = configuration.edited(set_value(setting.attribute, new))
    return Draft(
        "change", "change_list", asked(random.choice(forms), random), after, (intent,), detail
    )


def _another(
    setting: Setting, old: list[str], vocabulary: Vocabulary, random: Random
) -> str | None:
    """A text that others have in this list, or another address range."""
    seen = {
        text
        for value in vocabulary.values_at(setting.block.labels[0], setting.path)
        if isinstance(value, list)
        for text in value
    }
    found = sorted(seen - set(old))
    if old and all(_is_range(text) for text in old):
        return f"10.{random.randint(0, 250)}.{random.randint(0, 250)}.0/24"
    return random.choice(found) if found else None


def _is_range(text: str) -> bool:
    try:
        ipaddress.IPv4Network(text)
    except ValueError:
        return False
    return "/" in text


def _texts(setting: Setting) -> list[str]:
    return setting.value if isinstance(setting.value, list) else []
