"""Keeping findings where they belong while the text around them changes.

Slow stages answer a while after an edit. Until then their last findings stay, moved: what lies
before the edit stays put, what lies after it shifts, what lies in it follows its block. Only what
has lost both its text and its block is dropped. Pure functions: they know no protocol, no stage.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.verify.findings import Finding


@dataclasses.dataclass(frozen=True, slots=True)
class _Change:
    """The one region in which two texts differ: where it was, and how much longer it is now."""

    old: Span
    growth: int

    def moved(self, span: Span) -> Span | None:
        """Where an untouched span is afterwards; None for one that the change touches."""
        if span.end <= self.old.start and span.start < self.old.start:
            return span
        if span.start >= self.old.end:
            return span.moved(self.growth)
        return None

    def remains(self, span: Span) -> Span | None:
        """What is left afterwards of a span that the change touches; None if nothing is."""
        starts_before = span.start < self.old.start
        ends_after = span.end > self.old.end
        start = span.start if starts_before else self.old.end + self.growth
        end = span.end + self.growth if ends_after else self.old.start
        return Span(start, end) if starts_before or ends_after else None


def moved(findings: Iterable[Finding], before: Document, after: Document) -> tuple[Finding, ...]:
    """Findings about `before`, in their order, as far as they still have a place in `after`."""
    findings = tuple(findings)
    if not findings or before is after or before.text == after.text:
        return findings
    change = _change(before.text, after.text)
    blocks: _Blocks | None = None
    kept: list[Finding] = []
    for finding in findings:
        span = change.moved(finding.span)
        if span is None and finding.address:
            blocks = blocks or _Blocks(before, after)
            span = blocks.moved(finding)
        if span is None:
            span = change.remains(finding.span)
        if span is not None:
            kept.append(dataclasses.replace(finding, span=span))
    return tuple(kept)


class _Blocks:
    """The blocks of two texts, to find one's place by its block where an edit touched it."""

    def __init__(self, before: Document, after: Document) -> None:
        self._before = before
        self._after = after
        self._old = dict(_numbered(before))
        self._new = dict(_numbered(after))

    def moved(self, finding: Finding) -> Span | None:
        """The span relative to its block, or the block's header where its text was rewritten."""
        key = next(
            (
                key
                for key, block in self._old.items()
                if block.span.encloses(finding.span) and _is_of(finding.address, block)
            ),
            None,
        )
        if key is None or key not in self._new:
            return None
        old, new = self._old[key].span, self._new[key].span
        change = _change(
            self._before.text[old.start : old.end], self._after.text[new.start : new.end]
        )
        inside = finding.span.moved(-old.start)
        found = change.moved(inside) or change.remains(inside)
        return found.moved(new.start) if found is not None else self._new[key].header


def _numbered(document: Document) -> Iterator[tuple[tuple[str, int], Block]]:
    """Blocks by address and, since a broken file may repeat one, by occurrence."""
    seen: dict[str, int] = {}
    for block in top_level_blocks(document):
        occurrence = seen.get(block.address, 0)
        seen[block.address] = occurrence + 1
        yield (block.address, occurrence), block


def _is_of(address: str, block: Block) -> bool:
    """Whether an address, perhaps through modules and with an index, names this block."""
    plain = re.sub(r"\[.*?\]", "", address)
    return plain == block.address or plain.endswith(f".{block.address}")


def _change(before: bytes, after: bytes) -> _Change:
    shorter = min(len(before), len(after))
    start = _agreed(shorter, lambda low, high: before[low:high] == after[low:high])
    end = _agreed(
        shorter - start,
        lambda low, high: (
            before[len(before) - high : len(before) - low]
            == after[len(after) - high : len(after) - low]
        ),
    )
    return _Change(Span(start, len(before) - end), len(after) - len(before))


def _agreed(limit: int, equal: Callable[[int, int], bool]) -> int:
    """How far, up to `limit`, two texts agree: by halving, as comparing slices is quick."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if equal(low, middle):
            low = middle
        else:
            high = middle - 1
    return low
