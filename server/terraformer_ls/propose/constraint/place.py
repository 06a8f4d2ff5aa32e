"""Where in a half-typed file a place is: the bodies around it, and the statement being typed.

Read character by character from the nearest header on, since no tree of half a statement can be
relied on. Knows the shape of HCL, not which names exist.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from terraformer_ls.hcl.parts import headers_in

_BLANK = re.compile(r"(?:[ \t\r\n]|(?:#|//)[^\n]*\n|/\*.*?\*/)*", re.S)
_SPACE = re.compile(r"[ \t]*")
_NAME = r"[^\W\d][\w-]*"
_HEAD = re.compile(rf'({_NAME})((?:[ \t]*"[^"\n]*"|[ \t]+{_NAME})*)[ \t]*(\{{|=(?!=))')
_LABEL = re.compile(rf'"([^"\n]*)"|({_NAME})')
_HEREDOC = re.compile(rf"<<-?({_NAME})[ \t]*\r?\n")
_COMMENT = re.compile(r"(?:#|//)[^\n]*|/\*.*?(?:\*/|\Z)", re.S)
_SEQUENCE = re.compile(r"\$\$\{|%%\{|[$%]\{")
_CLOSERS = {"(": ")", "[": "]", "{": "}", "${": "}"}


@dataclass(slots=True)
class Body:
    """A block's body as far as it is there; the file's own is of type "".

    Attributes:
        type: the block's type.
        labels: its labels.
        start: the index right after its opening brace.
        statements: the starts of its arguments and blocks, with their names; what is written as
            `dynamic "x"` counts as `x`.
        values: the text of each argument's value, by its name.
    """

    type: str
    labels: tuple[str, ...]
    start: int
    statements: dict[int, str] = field(default_factory=dict[int, str])
    values: dict[str, str] = field(default_factory=dict[str, str])


class Line(Enum):
    """What stands before a statement on its line."""

    NOTHING = auto()
    OPENED = auto()
    """The opening brace of the body, as in `ingress { from_port = 1 }`."""
    ENDED = auto()
    """The closing brace of a block."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file.

    Attributes:
        bodies: the bodies around it, the file's own first.
        statement: the text from the start of the statement's line up to the place.
        names: per body, how often each argument and block is there already.
        line: what the statement's line began with.
    """

    bodies: tuple[Body, ...]
    statement: str
    names: tuple[Mapping[str, int], ...]
    line: Line

    @property
    def body(self) -> Body:
        """The innermost body."""
        return self.bodies[-1]

    @property
    def top(self) -> Body | None:
        """The top-level block's body, None outside of all blocks."""
        return self.bodies[1] if len(self.bodies) > 1 else None


def place_at(before: str, after: str) -> Place:
    """The place between two texts that together are a file."""
    start, end = _part(before, after)
    left = before[start:]
    right = after[:end]
    scan = _Scan(left)
    scan.run()
    whole = _Scan(_joined(left, right, scan.line_start))
    whole.run()
    known = {body.start: body for body in whole.bodies}
    names: list[Mapping[str, int]] = []
    for body in scan.stack:
        counts: dict[str, int] = {}
        for at, name in known.get(body.start, body).statements.items():
            if not scan.line_start <= at < len(left):
                counts[name] = counts.get(name, 0) + 1
        names.append(counts)
    return Place(
        bodies=tuple(scan.stack),
        statement=left[scan.line_start :],
        names=tuple(names),
        line=_line(left, scan),
    )


def _line(left: str, scan: _Scan) -> Line:
    if scan.line_start == 0 or left[scan.line_start - 1] == "\n":
        return Line.NOTHING
    return Line.OPENED if scan.line_start == scan.stack[-1].start else Line.ENDED


def _joined(left: str, right: str, line_start: int) -> str:
    """The text without the statement being typed, every index before it as it was.

    What stands right of the cursor on its line belongs to the statement.
    """
    typed = len(left) - line_start
    rest = right.partition("\n")[2] if "\n" in right else ""
    # A closer right behind the cursor, as editors put there, is no part of the statement.
    line = right.partition("\n")[0].strip()
    closer = "}" if line.startswith("}") else ""
    return f"{left[:line_start]}{' ' * typed}{closer}\n{rest}"


def _part(before: str, after: str) -> tuple[int, int]:
    """From the nearest header before the place to the nearest after it."""
    text = before.encode("utf-8", "surrogatepass")
    headers = headers_in(text)
    start = len(text[: headers[-1].start].decode("utf-8", "ignore")) if headers else 0
    following = after.encode("utf-8", "surrogatepass")
    first_line = following.find(b"\n") + 1
    next_header = next(
        (header.start for header in headers_in(following) if header.start >= first_line > 0), None
    )
    end = len(after) if next_header is None else len(following[:next_header].decode("utf-8"))
    return start, end


class _Scan:
    """One way through a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        file = Body("", (), 0)
        self.stack = [file]
        self.bodies = [file]
        self.line_start = 0

    def run(self) -> None:
        """Go to the end; `line_start` then is where the last, unfinished statement starts."""
        text, end = self._text, len(self._text)
        while True:
            blank = _BLANK.match(text, self._at)
            start = blank.end() if blank else self._at
            newline = text.rfind("\n", self._at, start)
            self.line_start = newline + 1 if newline >= 0 else self._at
            if start >= end:
                return
            if text[start] == "}":
                self._close(start)
                continue
            head = _HEAD.match(text, start)
            if head is None:
                line_end = text.find("\n", start)
                if line_end < 0:
                    return
                self._at = line_end
            elif head[3] == "{":
                self._open(head)
            else:
                body = self.stack[-1]
                value_end = end_of_expression(text, head.end())
                if value_end is None:
                    return
                body.statements[start] = head[1]
                body.values[head[1]] = text[head.end() : value_end].strip()
                self._at = value_end

    def _open(self, head: re.Match[str]) -> None:
        labels = tuple(quoted or bare for quoted, bare in _LABEL.findall(head[2]))
        body = Body(head[1], labels, head.end())
        outer = self.stack[-1]
        name = labels[0] if head[1] == "dynamic" and labels else head[1]
        outer.statements[head.start()] = name
        self.stack.append(body)
        self.bodies.append(body)
        self._at = head.end()

    def _close(self, at: int) -> None:
        if len(self.stack) > 1:
            self.stack.pop()
        self._at = at + 1


def end_of_expression(text: str, start: int) -> int | None:
    """Where an expression ends: at the end of its line, or at a closer that is not its own.

    None if the text ends in it, or right after it, so that it may go on.
    """
    waiting: list[str] = []
    at = start
    while at < len(text):
        character = text[at]
        if waiting and waiting[-1] == '"':
            at = _in_string(text, at, waiting)
        elif waiting and waiting[-1].startswith("<<"):
            at = _in_heredoc(text, at, waiting)
        elif character == "\n" and not waiting:
            return at
        elif character == '"' or character in _CLOSERS:
            waiting.append(character)
            at += 1
        elif character in ")]}":
            if not waiting or _CLOSERS[waiting[-1]] != character:
                return at
            waiting.pop()
            at += 1
        elif (heredoc := _HEREDOC.match(text, at)) is not None:
            waiting.append(f"<<{heredoc[1]}")
            at = heredoc.end()
        elif (comment := _COMMENT.match(text, at)) is not None:
            at = comment.end()
        else:
            at += 1
    return None


def _in_string(text: str, at: int, waiting: list[str]) -> int:
    character = text[at]
    if character == "\\":
        return at + 2
    found = _SEQUENCE.match(text, at)
    if found is not None:
        if len(found[0]) == 2:
            waiting.append("${")
        return found.end()
    if character == '"' or character == "\n":
        waiting.pop()
        return at + (character == '"')
    return at + 1


def _in_heredoc(text: str, at: int, waiting: list[str]) -> int:
    marker = waiting[-1][2:]
    line_end = text.find("\n", at)
    is_line_start = text[at - 1] == "\n"
    if is_line_start and line_end >= 0 and text[at:line_end].strip() == marker:
        waiting.pop()
        return at + len(text[at:line_end].rstrip())
    found = _SEQUENCE.match(text, at)
    if found is not None:
        if len(found[0]) == 2:
            waiting.append("${")
        return found.end()
    return at + 1
