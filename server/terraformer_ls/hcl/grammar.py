"""What in a text Terraform's parser would reject, with a sentence for each problem.

The tree of `document.py` is made to survive half-typed text and lets some errors pass (two
arguments on a line, blocks on one line, escape sequences), so this reads the text strictly. It
goes on after an error with the next line that can start something, so that each problem is
reported once. Which blocks and arguments exist is not its business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from terraformer_ls.hcl.expressions import check_name, expression, quoted_label
from terraformer_ls.hcl.positions import Span
from terraformer_ls.hcl.scanner import END, NAME, NEWLINE, Failure, NestedTooDeeply, Scanner

_BRACES = re.compile(rb'"(?:[^"\\\n]|\\[^\n])*"|(?:\#|//)[^\n]*|[{}]')


@dataclass(frozen=True, slots=True)
class Problem:
    """A place where a text breaks the grammar."""

    span: Span
    message: str


def problems_of(text: bytes, *, blocks: bool = True, limit: int = 20) -> tuple[Problem, ...] | None:
    """The independent syntax errors of a text, first ones first.

    Args:
        text: a whole file in UTF-8.
        blocks: whether blocks are allowed; a `.tfvars` file has none.
        limit: after how many problems to stop.

    Returns:
        None when the text is nested too deeply to be read here.
    """
    try:
        return _Reader(text, blocks, limit).read()
    except NestedTooDeeply:
        return None


class _Reader:
    def __init__(self, text: bytes, blocks: bool, limit: int) -> None:
        self._scanner = Scanner(text)
        self._blocks = blocks
        self._limit = limit
        self._problems: list[Problem] = []
        self._resuming = False
        self._recognised = False

    def read(self) -> tuple[Problem, ...]:
        self._body(nested=False)
        return tuple(self._problems)

    def _body(self, *, nested: bool) -> bool:
        """Read to the end of a body; false if the text ended before its closing brace."""
        scanner = self._scanner
        while len(self._problems) < self._limit:
            if scanner.sees(NEWLINE):
                scanner.advance()
                continue
            if scanner.sees(END):
                return not nested
            if nested and scanner.sees(b"}"):
                return True
            start, depth = scanner.start, scanner.depth
            self._recognised = False
            try:
                self._item()
                self._resuming = False
            except Failure as failure:
                # What is not even the start of an item, right behind a problem, is the rest of it.
                if self._recognised or not self._resuming:
                    self._problems.append(Problem(failure.span, failure.message))
                self._resuming = True
                scanner.depth = depth
                self._resume(start, failure)
        return True

    def _item(self) -> None:
        scanner = self._scanner
        if not scanner.sees(NAME):
            self._fail_outside_item()
        check_name(scanner)
        start, name = scanner.start, scanner.value().decode()
        scanner.advance()
        if scanner.sees(b"="):
            self._attribute(name, single_line=False)
            if scanner.sees(b","):
                scanner.fail("Arguments are separated by new lines, not by commas")
            if not scanner.sees(NEWLINE, END):
                scanner.fail("Expected a new line after this argument")
        elif scanner.sees(b'"', b"{", NAME):
            self._block(start, name)
        elif scanner.sees(b":"):
            scanner.fail(f"Expected = between {name} and its value, not :")
        else:
            raise Failure(
                Span(start, scanner.at), f"Expected {name} = and a value, or a block {name} {{ }}"
            )

    def _fail_outside_item(self) -> None:
        scanner = self._scanner
        if scanner.sees(b"}"):
            scanner.fail("This } has no opening brace")
        if scanner.sees(b'"'):
            scanner.fail("An argument's name is not quoted")
        scanner.fail("Expected an argument or a block")

    def _attribute(self, name: str, *, single_line: bool) -> None:
        scanner = self._scanner
        self._recognised = True
        equals = Span(scanner.start, scanner.end)
        scanner.advance()
        if scanner.sees(NEWLINE, END) or (single_line and scanner.sees(b"}")):
            raise Failure(equals, f"Missing value for {name}")
        expression(scanner)

    def _block(self, start: int, type_: str) -> None:
        scanner = self._scanner
        while not scanner.sees(b"{"):
            if scanner.sees(b'"'):
                quoted_label(scanner)
            elif scanner.sees(NAME):
                check_name(scanner)
                scanner.advance()
            elif scanner.sees(b"="):
                scanner.fail("A block has no = before its {")
            elif scanner.sees(NEWLINE, END):
                scanner.fail(f"Expected {type_} = and a value, or a {{ on this line for a block")
            else:
                scanner.fail("Expected a quoted label or {")
        self._recognised = True
        header = Span(start, scanner.end)
        if not self._blocks:
            self._problems.append(
                Problem(header, "A file of variable values holds arguments only, no blocks")
            )
        scanner.enter()
        scanner.advance()
        if scanner.sees(NEWLINE, END):
            self._resuming = False
            known = len(self._problems)
            if not self._body(nested=True):
                if len(self._problems) == known:
                    raise Failure(header, f"This {type_} block is never closed: expected a }}")
                return
        elif not scanner.sees(b"}"):
            self._single_argument()
        if len(self._problems) >= self._limit:
            return
        self._recognised = True
        scanner.advance()
        scanner.depth -= 1
        if not scanner.sees(NEWLINE, END):
            scanner.fail("Expected a new line after this block")

    def _single_argument(self) -> None:
        scanner = self._scanner
        if not scanner.sees(NAME):
            scanner.fail("Expected an argument or a closing }")
        name = scanner.value().decode(errors="replace")
        scanner.advance()
        if not scanner.sees(b"="):
            scanner.fail("A block on one line holds one argument and no block")
        self._attribute(name, single_line=True)
        if scanner.sees(NEWLINE, END):
            scanner.fail("Expected a closing } on this line, or each argument on its own line")
        if not scanner.sees(b"}"):
            scanner.fail("A block on one line holds one argument only")

    def _resume(self, item: int, failure: Failure) -> None:
        """Go on after the item at `item`: with the first line indented no more than it is.

        Closing brackets there are the item's own, so they are passed over, braces as long as the
        item has more opening than closing ones.
        """
        scanner = self._scanner
        text = scanner.text
        scanner.newlines = True
        line_start = text.rfind(b"\n", 0, item) + 1
        indentation = len(text[line_start:item].expandtabs(8))
        at = failure.resume if failure.resume is not None else failure.span.end
        at = max(at, item)
        counted, open_braces = item, 0
        while (newline := text.find(b"\n", at)) >= 0:
            at = newline + 1
            line = _line_at(text, at).expandtabs(8)
            stripped = line.strip()
            if not stripped or len(line) - len(line.lstrip()) > indentation:
                continue
            if stripped[:1] in (b"]", b")") or stripped == b",":
                continue
            open_braces += _open_braces(text, counted, at)
            counted = at
            if stripped[:1] == b"}" and open_braces > 0:
                continue
            scanner.move_to(at)
            return
        scanner.move_to(len(text))


def _line_at(text: bytes, at: int) -> bytes:
    end = text.find(b"\n", at)
    return text[at : end if end >= 0 else len(text)]


def _open_braces(text: bytes, start: int, end: int) -> int:
    """How many more opening than closing braces there are between two offsets."""
    marks = [mark.group() for mark in _BRACES.finditer(text, start, end)]
    return marks.count(b"{") - marks.count(b"}")
