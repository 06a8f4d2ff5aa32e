"""Refactor: another label for a resource, with every reference and, if asked, a `moved` block."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from terraformer_ls.editor.symbol import Symbol, occurrences
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.learn.mutn.configuration import Configuration
from terraformer_ls.learn.mutn.draft import Draft
from terraformer_ls.learn.mutn.new_values import renamed, subject
from terraformer_ls.learn.mutn.phrases import asked, block_phrase
from terraformer_ls.learn.mutn.vocabulary import Vocabulary
from terraformer_ls.learn.records import Intent
from terraformer_ls.propose.merge import merge


def rename_resource(
    configuration: Configuration, vocabulary: Vocabulary, random: Random
) -> Iterator[Draft]:
    """A resource renamed; all that refers to it follows."""
    del vocabulary
    blocks = list(configuration.resources)
    random.shuffle(blocks)
    for block in blocks:
        type_, old = block.labels
        label = renamed(old, random) or subject(random)
        new = f"{type_}.{label}"
        if label == old or new in configuration.addresses or not label.isidentifier():
            continue
        text = _renamed(configuration, (type_, old), label)
        moved = random.random() < 0.6
        if moved:
            block_text = f"moved {{\n  from = {block.address}\n  to   = {new}\n}}\n"
            merged = merge(text, block_text)
            if merged is None:
                continue
            text = merged
        phrase, _ = block_phrase(configuration, block, random)
        to = random.choice([f"`{label}`", f"`{new}`"])
        request = random.choice(
            [
                f"rename {phrase} to {to}",
                f"change the label of {phrase} to {to}",
                f"call {phrase} {to} in the code",
                f"rename {block.address} to {new}",
            ]
        )
        has_references = bool(configuration.referrers(block.address))
        if moved:
            request += random.choice(
                [
                    " and add a `moved` block so that it isn't recreated",
                    ", with a moved block",
                    " and keep its state with a moved block",
                ]
            )
        elif has_references and random.random() < 0.6:
            request += random.choice(
                [" and update all references", " everywhere", " and fix the references to it"]
            )
        intents = (
            Intent("absent", address=block.address),
            Intent("resource", type=type_, address=new),
        )
        yield Draft("refactor", "rename", asked(request, random), text, intents, 3)


def rename_variable(
    configuration: Configuration, vocabulary: Vocabulary, random: Random
) -> Iterator[Draft]:
    """A variable renamed, with all its uses."""
    del vocabulary
    blocks = [block for block in configuration.blocks if block.type == "variable"]
    random.shuffle(blocks)
    for block in blocks:
        old = block.labels[0]
        words = old.split("_")
        new = random.choice(
            [f"{subject(random)}_{old}", "_".join([*words[:-1], subject(random), words[-1]])]
        )
        if len(words) > 3 or f"var.{new}" in configuration.addresses:
            continue
        text = _renamed(configuration, ("var", old), new)
        request = random.choice(
            [
                f"rename the variable `{old}` to `{new}`",
                f"rename var.{old} to var.{new}",
                f"variable {old} should be called {new}",
                f"change the name of variable {old} to {new} everywhere",
            ]
        )
        intents = (
            Intent("absent", address=f"var.{old}"),
            Intent("symbol", address=f"var.{new}"),
        )
        yield Draft("refactor", "rename_variable", asked(request, random), text, intents, 3)


def _renamed(configuration: Configuration, address: tuple[str, ...], new: str) -> str:
    found = occurrences(configuration.snapshot, Symbol(".", address))
    return configuration.edited(*(TextEdit(occurrence.span, new) for occurrence in found))
