"""The constraint at a cursor: line by line, what a model may write there."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Hashable
from pathlib import PurePosixPath

from terraformer_ls.model.grammar.derive import Derivation
from terraformer_ls.model.grammar.nodes import NOTHING, Node, sequence
from terraformer_ls.model.protocol import Step
from terraformer_ls.propose.asked import Asked
from terraformer_ls.propose.constraint.known_body import known_body
from terraformer_ls.propose.constraint.missing import Missing
from terraformer_ls.propose.constraint.place import Line, Place, place_at
from terraformer_ls.propose.constraint.scope import Scope, scope_at
from terraformer_ls.propose.constraint.statements import body_line, top_line
from terraformer_ls.propose.constraint.values import Values
from terraformer_ls.schema.choose import Catalogue, Choices
from terraformer_ls.workspace.snapshot import Snapshot

_WORD_BEFORE = re.compile(r"\n?[ \t]*[\w-]*\Z")
_LOOP = re.compile(r"\bfor\s+([A-Za-z_][\w-]*)(?:\s*,\s*([A-Za-z_][\w-]*))?\s+in\b")
_MARKER = re.compile(r"<<-?([A-Za-z_][\w-]*)\s*\n")


def constraint_at(
    snapshot: Snapshot, path: str, offset: int, *, whole_block: bool = False
) -> CursorConstraint | None:
    """The constraint at a byte offset of a file, None in a file that is no configuration in HCL."""
    if not path.endswith((".tf", ".tofu")) or path not in snapshot.files:
        return None
    return CursorConstraint(snapshot, path, offset, whole_block=whole_block)


class CursorConstraint:
    """What may be written at a byte offset of a file.

    Args:
        snapshot: the module with its schemas' requirements.
        path: the file.
        offset: the cursor.
        catalogue: the schemas at hand.
        changes: whether blocks that the module has may be begun again.
        whole_block: whether to go on to the end of the body around the cursor, or only to the end
            of the statement.
        asked: what there must be in the end.
        comments: whether lines may be comments.
        tidy: whether the lines of blocks are laid out as `body_line` says.
        may_end: whether there may be nothing more, outside of all blocks.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        path: str,
        offset: int,
        catalogue: Catalogue | None = None,
        *,
        changes: bool = False,
        whole_block: bool = False,
        asked: Asked | None = None,
        comments: bool = False,
        tidy: bool = False,
        may_end: bool = True,
    ) -> None:
        text = snapshot.files[path].text
        self._before = text[:offset].decode("utf-8", "replace")
        self._after = text[offset:].decode("utf-8", "replace")
        self._choices = Choices(snapshot, catalogue)
        self._module = self._choices.modules[PurePosixPath(path).parent.as_posix()]
        self._changes = changes
        self._whole_block = whole_block
        self._comments = comments
        self._tidy = tidy
        self._missing = Missing(asked or Asked(), self._module)
        self._may_end = may_end
        self.place = place_at(self._before, self._after)

    def next_line(self, written: str) -> Step | None:
        """See `Constraint`."""
        before = self._before + written
        place = place_at(before, self._after) if written else self.place
        if written and self._is_done(place):
            return None
        left = self.left_at(place)
        if left is NOTHING:
            return None
        typed = typed_at_end(before)
        return Step(typed, sequence(typed, left))

    def left_at(self, place: Place) -> Node:
        """What may follow at a place of the file, to the end of the line and beyond."""
        return Derivation().after(self.line_at(place), place.statement)

    def line_at(self, place: Place) -> Node:
        """The grammar of the statement at a place, from its start."""
        if place.top is None:
            return top_line(
                self._module,
                self._choices,
                place.statement,
                self._missing,
                may_end=self.may_end_here,
                changes=self._changes,
                comments=self._comments,
            )
        known = known_body(place, self._module, self._choices)
        planned = self._missing.symbols.get("variable", ())
        scope = scope_at(place, self._module, self._choices, planned)
        values = _values(scope, place.statement)
        return body_line(
            place,
            known,
            values,
            self._missing.arguments(place),
            self._missing.values(place),
            comments=self._comments,
            tidy=self._tidy,
            anew=self._tidy and not self._changes,
        )

    @property
    def may_end_here(self) -> bool:
        """Whether there may be nothing more, where the place is outside of all blocks."""
        return self._may_end and self._missing.is_nothing

    def _is_done(self, place: Place) -> bool:
        """Whether what was to be written is there."""
        depth, start = len(place.bodies), len(self.place.bodies)
        at_a_statement = not place.statement.strip() and place.line is Line.NOTHING
        if self._whole_block and start > 1:
            return depth < start
        return depth <= start and at_a_statement


_KEPT = 8
_known_values: OrderedDict[Hashable, Values] = OrderedDict()
_lock = threading.Lock()


def _values(scope: Scope, statement: str) -> Values:
    """The grammar of values in a scope: a keystroke seldom changes what is in it."""
    markers = tuple(_MARKER.findall(statement))
    loops = frozenset(name for found in _LOOP.findall(statement) for name in found if name)
    key = (scope.key, markers, loops)
    with _lock:
        values = _known_values.pop(key, None)
        if values is None:
            values = Values(scope, markers, loops)
        _known_values[key] = values
        if len(_known_values) > _KEPT:
            _known_values.popitem(last=False)
    return values


def typed_at_end(before: str) -> str:
    """The end of the text that a model should write again: the word and the space before it.

    Models read words with the space before them in one piece.
    """
    found = _WORD_BEFORE.search(before)
    return found[0] if found is not None else ""
