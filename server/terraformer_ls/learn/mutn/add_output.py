"""Add: an output of something that a resource has."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from terraformer_ls.hcl.rewrite import append_block
from terraformer_ls.learn.mutn.configuration import Configuration
from terraformer_ls.learn.mutn.draft import Draft
from terraformer_ls.learn.mutn.phrases import asked, block_phrase, noun, spaced
from terraformer_ls.learn.mutn.vocabulary import Vocabulary
from terraformer_ls.learn.records import Intent

_TELLING = ("id", "arn", "name", "self_link", "endpoint", "dns_name", "fqdn", "url", "address")


def add_output(
    configuration: Configuration, vocabulary: Vocabulary, random: Random
) -> Iterator[Draft]:
    """An output of one attribute each, with the name that the words give it."""
    del vocabulary
    described = any(b.type == "output" and b.attribute("description") for b in configuration.blocks)
    found = [
        (block, name)
        for block in configuration.resources
        if block.attribute("count") is None
        and block.attribute("for_each") is None
        and (schema := configuration.schema(block)) is not None
        for name in _TELLING
        if name in schema.attributes and not schema.attributes[name].sensitive
    ]
    random.shuffle(found)
    for block, attribute in found:
        kind = noun(block.labels[0])
        last = block.labels[0].split("_")[-1]
        name = random.choice([f"{block.labels[1]}_{attribute}", f"{last}_{attribute}"])
        name = name.replace("-", "_")
        value = f"{block.address}.{attribute}"
        if f"output.{name}" in configuration.addresses or any(
            b.type == "output" and value in configuration.text_of(b.span)
            for b in configuration.blocks
        ):
            continue
        phrase, detail = block_phrase(configuration, block, random)
        said = spaced(attribute)
        request = random.choice(
            [
                f"output the {said} of {phrase} as `{name}`",
                f"add an output `{name}` with the {said} of {phrase}",
                f"expose the {said} of {phrase} in an output called {name}",
                f"add an output named {name} for `{value}`",
                f"export {phrase}'s {said} as output {name}",
            ]
        )
        lines = [f'  description = "{said[0].upper() + said[1:]} of the {kind}."'] * described
        lines.append(f"  {'value'.ljust(11 if described else 5)} = {value}")
        text = f'output "{name}" {{\n' + "\n".join(lines) + "\n}"
        after = configuration.edited(append_block(configuration.document, text))
        intent = Intent("symbol", address=f"output.{name}")
        yield Draft("add", "add_output", asked(request, random), after, (intent,), detail)
