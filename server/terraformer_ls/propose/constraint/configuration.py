"""The constraint for a whole configuration, written from its first line on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from terraformer_ls.hcl.document import Document
from terraformer_ls.model.grammar.derive import Derivation
from terraformer_ls.model.grammar.nodes import EMPTY, NOTHING, Node, any_word, choice, sequence
from terraformer_ls.model.protocol import Step
from terraformer_ls.propose.asked import Asked
from terraformer_ls.propose.constraint.cursor import CursorConstraint, typed_at_end
from terraformer_ls.propose.constraint.lexical import LINE_END
from terraformer_ls.schema.choose import Catalogue
from terraformer_ls.workspace.snapshot import Snapshot

_FENCE = "```"
_REMOVE = "# remove "


class ConfigurationConstraint:
    """What may be written as a file of a module.

    Each block gets the schema of its type when its header is there, and what was declared before
    may be referred to. The text may end outside of all blocks, once it has said something and all
    that was asked for is there: by itself, or, where it began with the fence of a code block, with
    the fence that closes it.

    Args:
        snapshot: the rest of the module.
        path: the file that is written, new or to be written anew.
        asked: what there has to be in the end.
        catalogue: the schemas at hand.
        changes: whether blocks that the module has may be written again, as in an answer that
            replaces them.
        removable: addresses that a line `# remove ADDRESS` may take out (see `propose/merge.py`).
        opening: the lines that the answer begins with, such as "```hcl" in a chat with a model that
            fences code, and the header of a block that is to be written anew.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        path: str,
        asked: Asked | None = None,
        catalogue: Catalogue | None = None,
        *,
        changes: bool = False,
        removable: Collection[str] = (),
        opening: str = "",
    ) -> None:
        self._snapshot = snapshot
        self._path = str(PurePosixPath(path))
        self._asked = asked or Asked()
        self._catalogue = catalogue
        self._changes = changes
        self._removable = sorted(removable)
        self._opening = opening.splitlines(keepends=True)
        if opening and not opening.endswith("\n"):
            self._opening[-1] += "\n"
        is_fenced = opening.startswith(_FENCE)
        self._fence = self._opening[0] if is_fenced else ""

    def next_line(self, written: str) -> Step | None:
        """See `Constraint`."""
        number = written.count("\n")
        if number < len(self._opening):
            typed = typed_at_end(written)
            return Step(typed, sequence(typed, self._opening[number]))
        text = written.removeprefix(self._fence)
        if self._fence and text.endswith(f"{_FENCE}\n"):
            return None
        document = Document(text.encode("utf-8", "replace"))
        line = CursorConstraint(
            self._snapshot.with_document(self._path, document),
            self._path,
            len(document.text),
            self._catalogue,
            asked=self._asked,
            changes=self._changes,
            comments=_may_comment(text),
            tidy=True,
            may_end=_says_something(text),
        )
        left = line.left_at(line.place)
        # Lines may end where a file does, too. Here the next one has to come, unless all is said.
        left = choice(sequence(left, "\n"), *self._or_last(left, line))
        if left is NOTHING:
            return None
        typed = typed_at_end(text)
        return Step(typed, sequence(typed, left))

    def _or_last(self, left: Node, line: CursorConstraint) -> Iterator[Node]:
        """What may come with nothing behind it."""
        place = line.place
        if place.statement.strip():
            return
        if place.top is None:
            if self._removable:
                yield sequence(_REMOVE, any_word(self._removable), LINE_END)
            if line.may_end_here:
                yield EMPTY
                if self._fence:
                    yield sequence(_FENCE)
        elif place.body is place.top and line.may_end_here and _may_close(left):
            yield sequence("}")


def answer_beside(path: str) -> str:
    """The file to write an answer as that changes blocks of another one: beside it."""
    return str(PurePosixPath(path).with_name("answered.tf"))


def _may_close(left: Node) -> bool:
    """Whether the block may be closed."""
    return Derivation().after(left, "}") is not NOTHING


def _may_comment(text: str) -> bool:
    """Once at the start of a block: small models that begin to comment don't stop."""
    before = text.rstrip()
    line = before.rpartition("\n")[2]
    return not before or line == "}"


def _says_something(text: str) -> bool:
    """Whether there is a block in a text, or a line that takes one out."""
    lines = [line.strip() for line in text.splitlines()]
    return any(line.startswith(_REMOVE) or (line and line[0] not in "#/") for line in lines)
