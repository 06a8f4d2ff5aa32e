"""Cursors cut from real configurations: what stood there is taken away and to be found again.

Which cursors there are depends on the sources, the number and the seed alone. Knows no model.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from terraformer_ls.hcl.blocks import Attribute, Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.learn.benchmarks.question import key_of
from terraformer_ls.learn.corpus.sources import Raw
from terraformer_ls.learn.records import Split
from terraformer_ls.learn.split import split_of

_TYPES = re.compile(r'^(?:resource|data|ephemeral)[ \t]+"([\w-]+)"', re.M)
_SETTINGS = ("terraform", "provider")
"""Blocks that nobody completes often: they are written once and copied."""


class Kind(StrEnum):
    """What was taken away."""

    VALUE = "value"
    """The value of an argument: the cursor is after `name = `."""

    ARGUMENT = "argument"
    """An argument: the cursor is on its line, which is empty."""

    WORD = "word"
    """The rest of an argument, from within its name."""

    BODY = "body"
    """The rest of a block's body, from an argument on."""


_WEIGHTS = {Kind.VALUE: 40, Kind.ARGUMENT: 30, Kind.WORD: 10, Kind.BODY: 20}
"""Of 100 cursors. Most pauses in typing are within a line."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One cursor.

    Attributes:
        key: what makes it the same as another, across runs and machines.
        kind: what was taken away.
        text: the file without it.
        offset: the cursor, in bytes of `text`.
        truth: what was taken away.
        origin: where the file is from.
    """

    key: str
    kind: Kind
    text: bytes
    offset: int
    truth: str
    origin: str

    @property
    def typed(self) -> str:
        """What stands left of the cursor in its line."""
        return self.text[: self.offset].rpartition(b"\n")[2].decode("utf-8", "replace")


def probes_from(
    sources: Iterable[Raw], count: int, seed: int = 0, splits: Sequence[Split] = (Split.TEST,)
) -> tuple[Probe, ...]:
    """At most `count` cursors, spread over the configurations of the given splits."""
    chosen = [raw for raw in sources if split_of(raw.family, _types(raw.text)) in splits]
    draw = random.Random(seed)
    draw.shuffle(chosen)
    waiting = [iter(_shuffled(raw, draw)) for raw in chosen]
    found: dict[str, Probe] = {}
    # One of each configuration in turn, so that a long one does not count for more.
    while waiting and len(found) < count:
        for probes in tuple(waiting):
            probe = next(probes, None)
            if probe is None:
                waiting.remove(probes)
            elif len(found) < count:
                found.setdefault(probe.key, probe)
    return tuple(found.values())


def _types(text: str) -> set[str]:
    return set(_TYPES.findall(text))


def _shuffled(raw: Raw, draw: random.Random) -> list[Probe]:
    """All cursors of a configuration, in an order in which kinds come as often as they should."""
    by_kind: dict[Kind, list[Probe]] = {kind: [] for kind in Kind}
    for probe in _cut(raw):
        by_kind[probe.kind].append(probe)
    ordered: list[Probe] = []
    for probes in by_kind.values():
        draw.shuffle(probes)
    while kinds := [kind for kind in Kind if by_kind[kind]]:
        [kind] = draw.choices(kinds, [_WEIGHTS[kind] for kind in kinds])
        ordered.append(by_kind[kind].pop())
    return ordered


def _cut(raw: Raw) -> Iterator[Probe]:
    document = Document(raw.text.encode("utf-8"))
    if document.root.has_error:
        return
    for top in top_level_blocks(document):
        if top.type in _SETTINGS:
            continue
        for block in top.walk():
            for attribute in block.attributes:
                yield from _around(raw, document, block, attribute)


def _around(raw: Raw, document: Document, block: Block, attribute: Attribute) -> Iterator[Probe]:
    text = document.text
    start, end = attribute.span.start, attribute.span.end
    line = document.lines.line_span(document.lines.line_of(start))
    if text[line.start : start].strip() or text[end : line.end].strip():
        return  # shares its line with something, or goes on below
    middle = start + (attribute.name_span.end - start) // 2
    yield _probe(raw, Kind.ARGUMENT, text, Span(start, end))
    if attribute.value_span.start > attribute.name_span.end:
        yield _probe(raw, Kind.VALUE, text, Span(attribute.value_span.start, end))
    if middle > start:
        yield _probe(raw, Kind.WORD, text, Span(middle, end))
    body_end = block.body.start + len(text[block.body.start : block.body.end].rstrip())
    yield _probe(raw, Kind.BODY, text, Span(start, body_end))


def _probe(raw: Raw, kind: Kind, text: bytes, span: Span) -> Probe:
    left = text[: span.start] + text[span.end :]
    truth = text[span.start : span.end].decode("utf-8")
    key = key_of("complete", kind, str(span.start), raw.text)
    return Probe(key, kind, left, span.start, truth, raw.source)
