"""A change as the blocks that it touches: what a model answers, and how that gets into the file.

An answer holds the changed and the new blocks, whole and in file order; a block that goes is a line
`# remove ADDRESS`, at its place. Whatever the answer does not name stays byte for byte. A block
right after the removal of one of its type or name takes its place: a rename stays where it was.

Knows text alone: whether an answer makes sense is for the verifier and the accept rule.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from terraformer_ls.hcl.blocks import top_level_attributes, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import apply_edits
from terraformer_ls.hcl.rewrite import remove_attribute
from terraformer_ls.propose.pieces import Piece, joined, pieces_of

_REMOVAL = re.compile(r"^#[ \t]*remove[ \t]+(\S+)[ \t]*\n?", re.MULTILINE)


def merge(before: str, answer: str) -> str | None:
    """The configuration with an answer worked in.

    None where the answer is none: it does not parse, says nothing, holds arguments outside of
    blocks, or removes what is not there.
    """
    answered = Document(answer.strip().replace("\r\n", "\n").encode("utf-8", "replace") + b"\n")
    if answered.root.has_error or top_level_attributes(answered):
        return None
    pieces, tail = pieces_of(before)
    new, after_last = pieces_of(answered.text.decode("utf-8"))
    if not new and not _REMOVAL.search(after_last):
        return None
    newline = "\r\n" if "\r\n" in before else "\n"
    kept: list[Piece | None] = list(pieces)
    answers: set[int] = set()
    added: list[Piece] = []
    for piece in new:
        vacated = _remove_all(kept, piece.gap + piece.lead)
        if vacated is None:
            return None
        written = _in_style(piece, newline)
        place = _place_of(written, kept, answers)
        if place is None:
            place = next((n for n in vacated if piece.may_stand_for(pieces[n])), None)
        if place is None:
            added.append(written)
            continue
        answers.add(place)
        old = pieces[place]
        same = old.address == piece.address or bool(old.names & piece.names)
        kept[place] = replace(
            written,
            gap=old.gap,
            lead=written.lead or (old.lead if same else ""),
            rest=old.rest if same else "",
        )
    if _remove_all(kept, after_last) is None:
        return None
    for number, old in enumerate(pieces):
        # One answer to several blocks of the same address is the answer to all of them.
        answered_once = any(old.address == pieces[n].address for n in answers)
        if answered_once and number not in answers and not old.names:
            kept[number] = None
    return joined(kept, pieces, tail, added, newline)


def removable_addresses(before: str) -> frozenset[str]:
    """What the removals of an answer may name: the blocks, and each local value."""
    pieces, _ = pieces_of(before)
    locals_ = {f"local.{name}" for piece in pieces for name in piece.names}
    return frozenset(locals_.union(piece.address for piece in pieces if not piece.names))


def difference(before: str, after: str) -> str:
    """The answer that turns one configuration into the other; "" where no block differs.

    `merge(before, difference(before, after))` has the blocks of `after`; where a new block stands
    is `merge`'s to say, and a comment above a block that stays is changed but never lost.
    """
    old = [_in_style(piece, "\n") for piece in pieces_of(before)[0]]
    new = [_in_style(piece, "\n") for piece in pieces_of(after)[0]]
    matches = list(_matches(old, new))
    gone = [number for number in range(len(old)) if number not in matches]
    still_there = {piece.address for piece in new}
    parts: list[tuple[float, str]] = []
    place = -0.5
    for number, piece in enumerate(new):
        match = matches[number]
        if match is not None:
            place = match + 0.5
            lead = piece.lead if piece.lead != old[match].lead else ""
            alone = sum(other.address == piece.address for other in old) == 1 or piece.names
            if lead or piece.body != old[match].body or not alone:
                parts.append((match, lead + piece.body))
            continue
        following = next((m for m in matches[number:] if m is not None), len(old))
        renamed = next(
            (n for n in gone if place < n < following and piece.may_stand_for(old[n])), None
        )
        removal = ""
        if renamed is not None:
            gone.remove(renamed)
            removal = _removal_of(old[renamed], still_there)
        parts.append((place, removal + piece.lead + piece.body))
    for number in gone:
        removal = _removal_of(old[number], still_there).rstrip("\n")
        parts.append((number, removal))
    written = [text for _, text in sorted(parts, key=lambda part: part[0]) if text]
    return "\n\n".join(written) + "\n" if written else ""


def _matches(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[int | None]:
    """For each new piece the number of the old one that it is, changed or not."""
    free = set(range(len(old)))
    for piece in new:
        found = [n for n in sorted(free) if old[n].is_same_block(piece)]
        same = [n for n in found if old[n].body == piece.body]
        # `merge` looks for the block with which an answered one shares the most names.
        best = max(found, key=lambda n: len(old[n].names & piece.names), default=None)
        match = same[0] if same else best
        free.discard(-1 if match is None else match)
        yield match


def _removal_of(piece: Piece, still_there: set[str]) -> str:
    """The lines that take a block out; none where an answer of the same address does so."""
    if piece.names:
        return "".join(f"# remove local.{name}\n" for name in sorted(piece.names))
    return "" if piece.address in still_there else f"# remove {piece.address}\n"


def _in_style(piece: Piece, newline: str) -> Piece:
    """A piece with one kind of line ends, without removals and free comments before it."""
    lead, body = (text.replace("\r\n", "\n") for text in (piece.lead, piece.body))
    lead = _REMOVAL.sub("", lead)
    return replace(
        piece, gap="", lead=lead.replace("\n", newline), body=body.replace("\n", newline), rest=""
    )


def _place_of(piece: Piece, kept: Sequence[Piece | None], answers: set[int]) -> int | None:
    """Where the block stands that an answered one replaces."""
    shared = Counter(
        {
            number: 1 + len(old.names & piece.names)
            for number, old in enumerate(kept)
            if old is not None and number not in answers and old.is_same_block(piece)
        }
    )
    return max(shared, key=lambda number: (shared[number], -number), default=None)


def _remove_all(kept: list[Piece | None], comments: str) -> list[int] | None:
    """Take out what the removals in some comments name, and say where that stood.

    None where one of them names nothing that is there.
    """
    vacated: list[int] = []
    for address in _REMOVAL.findall(comments):
        places = [
            number
            for number, old in enumerate(kept)
            if old is not None
            and (old.address == address or address in {f"local.{name}" for name in old.names})
        ]
        if not places:
            return None
        for place in places:
            old = kept[place]
            kept[place] = _without_local(old, address) if old and old.names else None
            if kept[place] is None:
                vacated.append(place)
    return vacated


def _without_local(piece: Piece, address: str) -> Piece | None:
    """A `locals` block without one of its values; None if that was its last."""
    name = address.removeprefix("local.")
    if piece.names <= {name}:
        return None
    document = Document(piece.body.encode("utf-8", "surrogateescape"))
    attribute = next(iter(top_level_blocks(document))).attribute(name)
    if attribute is None:
        return piece
    body = apply_edits(document.text, [remove_attribute(document, attribute)])
    return replace(piece, body=body.decode("utf-8", "surrogateescape"), names=piece.names - {name})
