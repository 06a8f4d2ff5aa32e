"""Ghost text that was offered, and what remains of it once some of it is in the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.propose.complete import Completion
from terraformer_ls.workspace.snapshot import Snapshot

_TYPED_WITH = {b'"': b'"', b"{": b"}", b"[": b"]", b"(": b")"}
"""What an editor adds right of the cursor when its partner is typed."""


@dataclass(frozen=True)
class ShownText:
    """What was offered, and the text around it that it was offered in.

    Attributes:
        number: tells it from what is offered before and after.
        snapshot: the files then.
        path: the file.
        offset: the cursor, where all of `completions` would be inserted.
        completions: what was offered.
    """

    number: int
    snapshot: Snapshot
    path: str
    offset: int
    completions: tuple[Completion, ...]

    def typed(self, snapshot: Snapshot, path: str, offset: int) -> bytes | None:
        """What was added at the cursor since; None if anything else changed in the file."""
        if path != self.path or path not in self.snapshot.files:
            return None
        before, now = self.snapshot.files[path].text, snapshot.files[path].text
        if offset < self.offset or now[: self.offset] != before[: self.offset]:
            return None
        typed = now[self.offset : offset]
        right = now[offset:]
        added = len(right) - len(before) + self.offset
        if added < 0 or right[added:] != before[self.offset :]:
            return None
        return typed if _were_typed_with(right[:added], typed) else None

    def rest(self, snapshot: Snapshot, path: str, offset: int) -> tuple[Completion, ...]:
        """What remains of the completions that begin with just what was typed since.

        Accepted, it makes the very text that was verified.
        """
        typed = self.typed(snapshot, path, offset)
        if typed is None:
            return ()
        added = len(snapshot.files[path].text) - len(self.snapshot.files[path].text) - len(typed)
        closers = snapshot.files[path].text[offset : offset + added]
        return tuple(self._rest(typed, offset, closers))

    def _rest(self, typed: bytes, offset: int, closers: bytes) -> Iterator[Completion]:
        for completion in self.completions:
            text = completion.text.encode("utf-8")
            if completion.span != Span(self.offset, self.offset) or text == typed:
                continue
            remaining = text.removeprefix(typed)
            if not text.startswith(typed) or not _holds_in_order(remaining, closers):
                continue
            span = Span(offset, offset + len(closers))
            yield replace(completion, text=remaining.decode("utf-8"), span=span)

    def after(self, number: int) -> tuple[Snapshot, int]:
        """The files and the cursor as they are once a completion, by its number, is accepted."""
        text = self.completions[number].text
        document = self.snapshot.files[self.path]
        accepted = document.edited(TextEdit(self.completions[number].span, text))
        snapshot = self.snapshot.with_document(self.path, accepted)
        return snapshot, self.offset + len(text.encode("utf-8"))


def _were_typed_with(closers: bytes, typed: bytes) -> bool:
    """Whether an editor may have added these right of the cursor as their partners were typed."""
    partners = b"".join(_TYPED_WITH.get(bytes((byte,)), b"") for byte in typed)
    return _holds_in_order(partners[::-1], closers)


def _holds_in_order(text: bytes, parts: bytes) -> bool:
    at = 0
    for part in parts:
        at = text.find(part, at) + 1
        if not at:
            return False
    return True
