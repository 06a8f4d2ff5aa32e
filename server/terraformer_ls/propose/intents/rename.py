"""Intent: give something another name, everywhere that it is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terraformer_ls.editor.navigation import Refused
from terraformer_ls.editor.navigation import rename as rename_everywhere
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.rewrite import insert_after_block
from terraformer_ls.propose.extent import keyed_blocks
from terraformer_ls.propose.intents.request import Intended, Request
from terraformer_ls.propose.intents.targets import targets
from terraformer_ls.propose.proposal import Candidate

_FORM = re.compile(r"rename\s+(?P<what>.+?)\s+(?:to|as|into)\s+(?P<name>\S+)", re.IGNORECASE)
_TYPES = ("resource", "data", "module", "variable", "output")
_MOVES = ("resource", "module")


def rename(request: Request, clause: str) -> Iterator[Intended]:
    """The meant block under its new name, with a `moved` block where Terraform would destroy it."""
    found = _FORM.fullmatch(clause)
    if found is None:
        return
    name = found["name"].strip("\"'`").rpartition(".")[2]
    for target in targets(request, found["what"], _TYPES)[:1]:
        block = target.block
        at = block.label_spans[-1].start + 1
        edits = rename_everywhere(request.snapshot, target.path, at, name)
        if isinstance(edits, Refused):
            return
        prefix = block.address.rpartition(".")[0]
        new = f"{prefix}.{name}"
        all_edits: dict[str, tuple[TextEdit, ...]] = dict(edits)
        touched = {block.address, new}
        if block.type in _MOVES:
            moved = f"moved {{\n  from = {block.address}\n  to   = {new}\n}}"
            after = insert_after_block(target.document, block, moved)
            all_edits[target.path] = (*all_edits.get(target.path, ()), after)
            touched.add("moved")
        touched |= _users(request, all_edits)
        yield Intended(
            Candidate(f"Rename `{block.address}` to `{new}`", all_edits),
            frozenset(touched),
            frozenset({block.address}),
            {new: block.address},
            exact=True,
        )


def _users(request: Request, edits: dict[str, tuple[TextEdit, ...]]) -> set[str]:
    """The blocks in which the old name stands."""
    return {
        block.address
        for path, changes in edits.items()
        for _, block in keyed_blocks(path, request.snapshot.files[path])
        if any(block.span.encloses(edit.span) for edit in changes)
    }
