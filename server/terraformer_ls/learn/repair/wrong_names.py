"""Breaking names: of arguments, types and what is referred to."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.hcl.rewrite import append_block, insert_attribute, remove_block
from terraformer_ls.learn.mutn.configuration import META, Configuration
from terraformer_ls.learn.mutn.new_values import subject

_INVENTIONS = (
    *(("enabled", "true"), ("encryption", "true"), ("region", '"eu-west-1"')),
    *(("versioning", "true"), ("public", "false"), ("size", "10"), ("environment", '"prod"')),
    *(("resource_name", '"main"'), ("description_text", '"managed"'), ("vpc", '"main"')),
    *(("tag", '"prod"'), ("encrypt_at_rest", "true"), ("retention", "30"), ("backup", "true")),
)


def misspelt_argument(configuration: Configuration, random: Random) -> Iterator[str]:
    """The name of an argument or nested block with a slip in it, or in another manner."""
    spans = [
        span
        for top in configuration.blocks
        if top.type in ("resource", "data", "variable", "output")
        for block in top.walk()
        for span in (
            *(a.name_span for a in block.attributes if a.name not in META),
            *(inner.type_span for inner in block.blocks if not inner.labels),
        )
    ]
    random.shuffle(spans)
    for span in spans:
        name = configuration.text_of(span)
        yield configuration.edited(TextEdit(span, misspelt(name, random)))


def misspelt_type(configuration: Configuration, random: Random) -> Iterator[str]:
    """A resource type with a slip in it."""
    blocks = [b for b in configuration.blocks if b.type in ("resource", "data") and b.label_spans]
    random.shuffle(blocks)
    for block in blocks:
        span = block.label_spans[0]
        provider, _, rest = block.labels[0].partition("_")
        if rest:
            text = f'"{provider}_{misspelt(rest, random)}"'
            yield configuration.edited(TextEdit(span, text))


def invented_argument(configuration: Configuration, random: Random) -> Iterator[str]:
    """An argument that sounds right and does not exist, or that a related type has."""
    blocks = list(configuration.resources)
    random.shuffle(blocks)
    for block in blocks:
        schema = configuration.schema(block)
        if schema is None or schema.folded:
            continue
        known = set(schema.settable_names())
        borrowed = [
            (s.name, configuration.text_of(s.attribute.value_span))
            for s in configuration.settings
            if s.block != block and len(s.path) == 1 and s.name not in known
        ]
        made_up = [entry for entry in _INVENTIONS if entry[0] not in known]
        choices = borrowed if borrowed and random.random() < 0.5 else made_up
        if choices:
            name, value = random.choice(choices)
            edit = insert_attribute(configuration.document, block, name, value)
            yield configuration.edited(edit)


def computed_argument(configuration: Configuration, random: Random) -> Iterator[str]:
    """A value for what only the provider sets."""
    blocks = list(configuration.resources)
    random.shuffle(blocks)
    for block in blocks:
        schema = configuration.schema(block)
        names = [
            name
            for name in (() if schema is None else ("arn", "id", "self_link", "unique_id"))
            if schema is not None
            and name in schema.attributes
            and not schema.attributes[name].settable
        ]
        if names:
            name = random.choice(names)
            value = f'"{subject(random)}"'
            yield configuration.edited(insert_attribute(configuration.document, block, name, value))


def reference_to_nothing(configuration: Configuration, random: Random) -> Iterator[str]:
    """A reference whose name or attribute has a slip, or now and then another name."""
    spans: list[tuple[Span, str]] = []
    for placed, reference in configuration.module.references():
        names = reference.names(3)
        if len(names) < 2 or names[0] in ("each", "count", "self", "path", "terraform"):
            continue
        for part in reference.parts[1:3]:
            if part.name:
                spans.append((placed.span(part.span), part.name))  # noqa: PERF401 - two levels
    random.shuffle(spans)
    for span, name in spans:
        new = misspelt(name, random) if random.random() < 0.85 else subject(random)
        yield configuration.edited(TextEdit(span, new))


def undeclared_variable(configuration: Configuration, random: Random) -> Iterator[str]:
    """A variable, or a data source without arguments, that is used and not there."""
    needed = [
        block
        for block in configuration.blocks
        if (block.type == "variable" or (block.type == "data" and not block.attributes))
        and configuration.referrers(block.address)
        and len(configuration.text_of(block.span)) < 300
    ]
    random.shuffle(needed)
    for block in needed:
        yield configuration.edited(remove_block(configuration.document, block))


def unknown_function(configuration: Configuration, random: Random) -> Iterator[str]:
    """A function that Terraform does not have, or that has another name."""
    spans = [
        placed_span
        for placed in configuration.module.blocks
        for call in placed.reading.calls
        for placed_span in (placed.span(call.span),)
    ]
    random.shuffle(spans)
    for span in spans:
        name = configuration.text_of(span)
        yield configuration.edited(TextEdit(span, misspelt(name, random)))
    texts = [s for s in configuration.settings if isinstance(s.value, str)]
    random.shuffle(texts)
    for setting in texts:
        value = configuration.text_of(setting.attribute.value_span)
        name = random.choice(["lowercase", "uppercase", "to_string", "concat_strings", "env"])
        yield configuration.edited(TextEdit(setting.attribute.value_span, f"{name}({value})"))


def second_declaration(configuration: Configuration, random: Random) -> Iterator[str]:
    """A block that is there twice."""
    blocks = [
        b
        for b in configuration.blocks
        if b.type in ("resource", "variable", "output", "data")
        and len(configuration.text_of(b.span)) < 400
    ]
    random.shuffle(blocks)
    for block in blocks:
        text = configuration.text_of(block.span)
        yield configuration.edited(append_block(configuration.document, text))


def misspelt(name: str, random: Random) -> str:
    """A name with a slip of the finger, a word too few, or in another language's manner."""
    words = name.split("_")
    ways = [_swapped, _dropped, _doubled]
    if len(words) > 1:
        ways += [_camel, _dashed, _word_less]
    if name.endswith("s") or len(words) == 1:
        ways += [_other_number]
    for _ in range(6):
        found = random.choice(ways)(name, random)
        if found != name and found:
            return found
    return name + "s"


def _swapped(name: str, random: Random) -> str:
    at = random.randrange(max(len(name) - 1, 1))
    return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]


def _dropped(name: str, random: Random) -> str:
    at = random.randrange(1, len(name)) if len(name) > 2 else 0
    return name[:at] + name[at + 1 :]


def _doubled(name: str, random: Random) -> str:
    at = random.randrange(len(name))
    return name[: at + 1] + name[at:]


def _camel(name: str, random: Random) -> str:
    del random
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


def _dashed(name: str, random: Random) -> str:
    del random
    return name.replace("_", "-")


def _word_less(name: str, random: Random) -> str:
    words = name.split("_")
    del words[random.randrange(len(words))]
    return "_".join(words)


def _other_number(name: str, random: Random) -> str:
    del random
    return name[:-1] if name.endswith("s") else name + "s"
