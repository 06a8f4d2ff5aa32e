"""Remove: a resource, with what refers to it; or an output, a variable that nobody uses."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from terraformer_ls.hcl.blocks import Block
from terraformer_ls.learn.mutn.configuration import Configuration
from terraformer_ls.learn.mutn.draft import Draft
from terraformer_ls.learn.mutn.phrases import asked, block_phrase
from terraformer_ls.learn.mutn.vocabulary import Vocabulary
from terraformer_ls.learn.records import Intent
from terraformer_ls.propose.merge import merge

_MOST_REFERRERS = 4


def remove_resource(
    configuration: Configuration, vocabulary: Vocabulary, random: Random
) -> Iterator[Draft]:
    """A resource less, and with it everything that refers to it."""
    del vocabulary
    blocks = list(configuration.resources)
    random.shuffle(blocks)
    for block in blocks:
        gone = _with_referrers(configuration, block)
        left = [other for other in configuration.resources if other not in gone]
        if not left or len(gone) > _MOST_REFERRERS or any(b.type == "locals" for b in gone):
            continue
        phrase, detail = block_phrase(configuration, block, random)
        verb = random.choice(["remove", "delete", "get rid of"])
        request = f"{verb} {phrase}"
        others = [other for other in gone if other != block]
        if others and all(other.type == "output" for other in others) and random.random() < 0.4:
            one = len(others) == 1
            request += " and the output that uses it" if one else " and the outputs that use it"
        elif others:
            request += random.choice(
                [
                    " and everything that refers to it",
                    " and everything that depends on it",
                    ", together with all blocks that refer to it",
                ]
            )
        elif random.random() < 0.3:
            request = random.choice(
                [f"we no longer need {phrase}, remove it", f"take {phrase} out"]
            )
        yield from _draft(configuration, gone, "remove_resource", request, detail, random)


def remove_output(
    configuration: Configuration, vocabulary: Vocabulary, random: Random
) -> Iterator[Draft]:
    """An output less."""
    del vocabulary
    outputs = [block for block in configuration.blocks if block.type == "output"]
    random.shuffle(outputs)
    for block in outputs:
        name = block.labels[0]
        request = random.choice(
            [
                f"remove the output `{name}`",
                f"drop output {name}",
                f"delete the {name} output",
                f"don't output {name} any more",
            ]
        )
        yield from _draft(configuration, [block], "remove_output", request, 3, random)


def remove_variable(
    configuration: Configuration, vocabulary: Vocabulary, random: Random
) -> Iterator[Draft]:
    """A variable less: its default is written where it was used."""
    del vocabulary
    variables = [b for b in configuration.blocks if b.type == "variable" and b.attribute("default")]
    random.shuffle(variables)
    for block in variables:
        name, default = block.labels[0], block.attribute("default")
        uses = configuration.referrers(f"var.{name}")
        if default is None or not uses or len(uses) > 3:
            continue
        value = configuration.text_of(default.value_span)
        if "\n" in value or any(len(reference.parts) > 2 for _, reference, _ in uses):
            continue
        text = configuration.document.text
        if any(text[span.start - 2 : span.start] == b"${" for _, _, span in uses):
            continue  # in a text a value needs no quotes, but then it is another change
        after = text
        for _, _, span in sorted(uses, key=lambda use: -use[2].start):
            after = after[: span.start] + value.encode() + after[span.end :]
        merged = merge(after.decode(), f"# remove var.{name}\n")
        if merged is None:
            continue
        request = random.choice(
            [
                f"remove the variable `{name}` and use its default value directly",
                f"inline the variable {name} with its default {value}",
                f"replace var.{name} by its default and drop the variable",
            ]
        )
        intent = Intent("absent", address=f"var.{name}")
        words = asked(request, random)
        yield Draft("remove", "remove_variable", words, merged, (intent,), 3)


def _draft(
    configuration: Configuration,
    gone: list[Block],
    kind: str,
    request: str,
    detail: int,
    random: Random,
) -> Iterator[Draft]:
    answer = "".join(f"# remove {block.address}\n" for block in gone)
    after = merge(configuration.text, answer)
    if after is None:
        return
    intents = tuple(Intent("absent", address=block.address) for block in gone)
    yield Draft("remove", kind, asked(request, random), after, intents, detail)


def _with_referrers(configuration: Configuration, block: Block) -> list[Block]:
    """A block and everything that refers to it, to what refers to it, and so on."""
    gone = [block]
    for removed in gone:  # it grows meanwhile
        for other, _, _ in configuration.referrers(removed.address):
            if other not in gone:
                gone.append(other)
    return gone
