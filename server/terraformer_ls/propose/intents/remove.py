"""Intent: remove a block or an argument ("delete the old bucket", "drop the tags of the queue")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.rewrite import remove_attribute, remove_block
from terraformer_ls.propose.intents.arguments import named_argument
from terraformer_ls.propose.intents.request import Intended, Request, stems
from terraformer_ls.propose.intents.targets import Target, is_kind, score, targets
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.schema.symbols import address_of, modules_of

REMOVES = re.compile(
    r"(?:remove|delete|drop|destroy|get rid of|take out|eliminate|decommission)\s+(?P<what>.+)",
    re.IGNORECASE,
)
_OF = re.compile(r"(?P<part>.+?)\s+(?:from|of|on|in)\s+(?P<whole>.+)", re.IGNORECASE)
_MANY = 2
_SAY_NOTHING = stems("a all and block every it its of resource s that the this together with")
_TYPES = ("resource", "data", "module", "variable", "output")


def remove(request: Request, clause: str) -> Iterator[Intended]:
    """The named argument or nested block of a block, else the named block with its outputs."""
    found = REMOVES.fullmatch(clause)
    if found is None:
        return
    what = found["what"]
    parts = _OF.fullmatch(what)
    if parts is not None:
        yield from _part(request, parts["part"], targets(request, parts["whole"], _TYPES))
    if request.extent.is_block:
        yield from _part(request, what, targets(request, what, _TYPES))
        if not _names_whole(request, what):
            return
    meant = targets(request, what, _TYPES)
    if meant and len(_unexplained(what, meant)) < _MANY:
        yield _whole(request, meant)


def _unexplained(what: str, meant: tuple[Target, ...]) -> frozenset[str]:
    """The words that say something of what is meant that nobody knows: it may be something else."""
    known = stems(" ".join(" ".join((t.block.type, *t.block.labels)) for t in meant))
    return frozenset(word for word in stems(what) - known - _SAY_NOTHING if not is_kind(word))


def _names_whole(request: Request, what: str) -> bool:
    """Whether words mean the block at hand itself, not a part of it."""
    if re.fullmatch(r"(?:it|this|that)(?:\s+\w+)?", what, re.IGNORECASE):
        return True
    return any(score(target, what) >= 1.5 for target in targets(request, what, _TYPES))


def _part(request: Request, part: str, meant: tuple[Target, ...]) -> Iterator[Intended]:
    edits: dict[str, tuple[TextEdit, ...]] = {}
    shown = ""
    for target in meant:
        edit = _removal(request, target, part)
        if edit is None:
            return
        edits[target.path] = (*edits.get(target.path, ()), edit[1])
        shown = edit[0]
    if edits:
        touched = frozenset(target.block.address for target in meant)
        yield Intended(Candidate(f"Remove `{shown}`", edits), touched, exact=True)


def _removal(request: Request, target: Target, part: str) -> tuple[str, TextEdit] | None:
    spoken = part.lower().replace("-", "_").split()
    for inner in target.block.blocks:
        if inner.type in spoken or inner.type.replace("_", " ") in part.lower():
            return inner.type, remove_block(target.document, inner)
    named = named_argument(request, target, part)
    if named is None or named[1].present is None:
        return None
    return named[1].shown, remove_attribute(target.document, named[1].present)


def _whole(request: Request, meant: tuple[Target, ...]) -> Intended:
    """The blocks gone, with the outputs that show nothing else.

    What else refers to them is left alone; then the candidate does not verify, and that is said.
    """
    gone = {(target.path, target.block.span): target for target in meant}
    addresses = {address_of(target.block.type, target.block.labels) for target in meant}
    for target in meant:
        folder = target.path.rpartition("/")[0] or "."
        module = modules_of(request.snapshot).get(folder)
        for placed in module.blocks_of("output") if module is not None else ():
            block = placed.reading.block
            named = {
                names
                for reference in placed.reading.references
                for names in (reference.names(2), reference.names(3))
            }
            if named & addresses:
                span = placed.span(block.span)
                document = request.snapshot.files[placed.file]
                moved = next(
                    (
                        found
                        for _, _, found in request.extent.blocks(request.snapshot)
                        if found.span == span and found.type == "output"
                    ),
                    None,
                )
                if moved is not None:
                    gone[placed.file, span] = Target(placed.file, document, moved)
    edits: dict[str, tuple[TextEdit, ...]] = {}
    for target in gone.values():
        edit = remove_block(target.document, target.block)
        edits[target.path] = (*edits.get(target.path, ()), edit)
    removed = frozenset(target.block.address for target in gone.values())
    shown = ", ".join(f"`{address}`" for address in sorted(removed))
    return Intended(Candidate(f"Remove {shown}", edits), removed, removed, exact=True)
