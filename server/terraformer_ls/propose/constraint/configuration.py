"""The constraint for a whole configuration, written from its first line on."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath

from terraformer_ls.hcl.document import Document
from terraformer_ls.model.grammar.nodes import NOTHING, Node, choice, sequence
from terraformer_ls.model.protocol import Step
from terraformer_ls.propose.constraint.cursor import CursorConstraint, typed_at_end
from terraformer_ls.propose.constraint.place import Place
from terraformer_ls.schema.choose import Catalogue
from terraformer_ls.workspace.snapshot import Snapshot

_FENCE = "```"


class ConfigurationConstraint:
    """What may be written as a file of a module.

    Each block gets the schema of its type when its header is there, and what was declared before
    may be referred to. In a chat the answer may end with the fence of a code block.

    Args:
        snapshot: the rest of the module.
        path: the file that is written, new or to be written anew.
        types: the types of resources to write, each at least once; any of the module's providers
            if there are none.
        catalogue: the schemas at hand.
        changes: whether blocks that the module has may be written again, as in an answer that
            replaces them.
        opening: what the answer begins with, "```hcl" in a chat with a model that fences code.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        path: str,
        types: Collection[str] = (),
        catalogue: Catalogue | None = None,
        *,
        changes: bool = False,
        opening: str = "",
    ) -> None:
        self._snapshot = snapshot
        self._path = str(PurePosixPath(path))
        self._types = frozenset(types)
        self._catalogue = catalogue
        self._changes = changes
        self._opening = f"{opening}\n" if opening else ""

    def next_line(self, written: str) -> Step | None:
        """See `Constraint`."""
        if self._opening and not written:
            return Step("", sequence(self._opening))
        text = written.removeprefix(self._opening)
        if text.endswith(f"{_FENCE}\n"):
            return None
        document = Document(text.encode("utf-8", "replace"))
        snapshot = self._snapshot.with_document(self._path, document)
        line = CursorConstraint(
            snapshot,
            self._path,
            len(document.text),
            self._catalogue,
            types=self._types,
            changes=self._changes,
            comments=_may_comment(text),
        )
        place = line.place
        left = line.left_at(place)
        if place.top is None:
            left = self._or_end(left, line, place)
        if left is NOTHING:
            return None
        typed = typed_at_end(text)
        return Step(typed, sequence(typed, left))

    def _or_end(self, left: Node, line: CursorConstraint, place: Place) -> Node:
        """The end may come when all that was asked for is there."""
        at_a_statement = not place.statement.strip()
        if at_a_statement and self._opening and not self._types - line.declared_types:
            return choice(left, _FENCE)
        return left


def _may_comment(text: str) -> bool:
    """Once at the start of a block: small models that begin to comment don't stop."""
    before = text.rstrip()
    line = before.rpartition("\n")[2]
    return not before or line == "}"
