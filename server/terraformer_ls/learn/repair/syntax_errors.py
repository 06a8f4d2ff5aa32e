"""Breaking the text: braces, quotes, signs and commas that are missing or too many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.learn.mutn.configuration import Configuration


def lost_brace(configuration: Configuration, random: Random) -> Iterator[str]:
    """A block that is not closed."""
    inner = [b for top in configuration.blocks for b in top.walk() if b.closed]
    random.shuffle(inner)
    for block in inner:
        if "\n" in configuration.text_of(block.body):
            start = configuration.document.text.rfind(b"\n", 0, block.span.end) + 1
            yield configuration.edited(TextEdit(Span(start, block.span.end + 1), ""))


def spare_brace(configuration: Configuration, random: Random) -> Iterator[str]:
    """A closing brace too many."""
    blocks = list(configuration.blocks)
    random.shuffle(blocks)
    for block in blocks:
        at = block.span.end
        yield configuration.edited(TextEdit(Span(at, at), "\n}"))


def lost_quote(configuration: Configuration, random: Random) -> Iterator[str]:
    """A text whose closing or opening quote is missing."""
    settings = [s for s in configuration.settings if isinstance(s.value, str) and s.value]
    random.shuffle(settings)
    for setting in settings:
        span = setting.attribute.value_span
        if random.random() < 0.7:
            yield configuration.edited(TextEdit(Span(span.end - 1, span.end), ""))
        else:
            yield configuration.edited(TextEdit(Span(span.start, span.start + 1), ""))


def lost_equals(configuration: Configuration, random: Random) -> Iterator[str]:
    """An argument without its sign, or with a colon as in YAML and JSON."""
    attributes = [a for top in configuration.blocks for b in top.walk() for a in b.attributes]
    random.shuffle(attributes)
    for attribute in attributes:
        span = Span(attribute.name_span.end, attribute.value_span.start)
        if configuration.text_of(span).strip() == "=":
            yield configuration.edited(TextEdit(span, random.choice([" ", ": ", " : "])))


def lost_comma(configuration: Configuration, random: Random) -> Iterator[str]:
    """A list without a comma between two elements, or with no end."""
    text = configuration.document.text
    commas = [m.start() for m in re.finditer(rb'"\s*,\s*"', text)]
    random.shuffle(commas)
    for start in commas:
        at = text.index(b",", start)
        yield configuration.edited(TextEdit(Span(at, at + 1), ""))
    ends = [m.end() for m in re.finditer(rb"= \[[^\[\]]*\]", text)]
    random.shuffle(ends)
    for end in ends:
        yield configuration.edited(TextEdit(Span(end - 1, end), ""))


def curly_quotes(configuration: Configuration, random: Random) -> Iterator[str]:
    """Quotes as a word processor writes them."""
    settings = [s for s in configuration.settings if isinstance(s.value, str) and s.value]
    random.shuffle(settings)
    for setting in settings:
        yield configuration.edited(TextEdit(setting.attribute.value_span, f"“{setting.value}”"))


def single_quotes(configuration: Configuration, random: Random) -> Iterator[str]:
    """Quotes as in other languages."""
    settings = [s for s in configuration.settings if isinstance(s.value, str)]
    random.shuffle(settings)
    for setting in settings:
        yield configuration.edited(TextEdit(setting.attribute.value_span, f"'{setting.value}'"))


def lost_template_end(configuration: Configuration, random: Random) -> Iterator[str]:
    """An interpolation that is not closed."""
    found = [m.end() for m in re.finditer(rb"\$\{[^{}]*\}", configuration.document.text)]
    random.shuffle(found)
    for end in found:
        yield configuration.edited(TextEdit(Span(end - 1, end), ""))


def unquoted_text(configuration: Configuration, random: Random) -> Iterator[str]:
    """A text without its quotes: a syntax error, or a reference to nothing."""
    settings = [s for s in configuration.settings if isinstance(s.value, str) and s.value]
    random.shuffle(settings)
    for setting in settings:
        if re.fullmatch(r"[\w./-]+", str(setting.value)):
            yield configuration.edited(TextEdit(setting.attribute.value_span, str(setting.value)))
