"""Remove: an optional argument or nested block of a resource."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from terraformer_ls.hcl.blocks import Attribute, Block
from terraformer_ls.hcl.rewrite import remove_attribute, remove_block
from terraformer_ls.learn.mutn.configuration import META, Configuration
from terraformer_ls.learn.mutn.draft import Draft
from terraformer_ls.learn.mutn.phrases import argument_phrase, asked, block_phrase, spaced
from terraformer_ls.learn.mutn.vocabulary import Vocabulary
from terraformer_ls.learn.records import Intent


def remove_argument(
    configuration: Configuration, vocabulary: Vocabulary, random: Random
) -> Iterator[Draft]:
    """One argument or nested block less; what is required stays."""
    del vocabulary
    found: list[tuple[Block, tuple[str, ...], Attribute | Block]] = []
    for block in configuration.resources:
        found += _optional(configuration, block, block, ())
    random.shuffle(found)
    for top, path, member in found:
        phrase, detail = block_phrase(configuration, top, random)
        name = path[-1]
        if isinstance(member, Attribute):
            argument = argument_phrase(path, random)
            edit = remove_attribute(configuration.document, member)
            forms = [
                f"remove {argument} from {phrase}",
                f"drop {argument} from {phrase}",
                f"{phrase} should not set `{'.'.join(path)}`",
                f"delete {argument} of {phrase}",
                f"don't set {argument} on {phrase} any more",
            ]
        else:
            edit = remove_block(configuration.document, member)
            where = f" in its `{path[-2]}` block" if len(path) > 1 else ""
            forms = [
                f"remove the `{name}` block{where} from {phrase}",
                f"drop the {spaced(name)} block{where} from {phrase}",
                f"delete {name}{where} from {phrase}",
                f"get rid of the {spaced(name)} block{where} of {phrase}",
            ]
        after = configuration.edited(edit)
        intent = Intent("absent", type=top.labels[0], address=top.address, path=".".join(path))
        words = asked(random.choice(forms), random)
        yield Draft("remove", "remove_argument", words, after, (intent,), detail)


def _optional(
    configuration: Configuration, top: Block, inner: Block, path: tuple[str, ...]
) -> Iterator[tuple[Block, tuple[str, ...], Attribute | Block]]:
    schema = configuration.schema(top, path)
    if schema is None:
        return
    for attribute in inner.attributes:
        known = schema.attributes.get(attribute.name)
        if known is not None and known.optional and attribute.name not in META:
            yield top, (*path, attribute.name), attribute
    for nested in inner.blocks:
        known_block = schema.blocks.get(nested.type)
        if known_block is None or len(inner.blocks_of(nested.type)) != 1:
            continue
        if known_block.min_items == 0 and not nested.labels:
            yield top, (*path, nested.type), nested
        if len(path) < 2:
            for found in _optional(configuration, top, nested, (*path, nested.type)):
                # What is left of a block must still say something.
                if len(nested.attributes) + len(nested.blocks) > 1:
                    yield found
