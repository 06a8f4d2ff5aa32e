"""Laying HCL out as `terraform fmt` does: indentation, spaces, `=` and comments in columns.

After the formatter of HCL's own writer (github.com/hashicorp/hcl, hclwrite). It moves nothing but
spaces within lines: what `terraform fmt` rewrites besides (`"${x}"` to `x`, unquoted labels,
`"string"` types) stays.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TypeGuard

from terraformer_ls.hcl.grammar import problems_of
from terraformer_ls.hcl.tokens import Kind, Token, tokens_of

_OPENING = (b"{", b"[", b"(")
_CLOSING = (b"}", b"]", b")")
_TEXT_KINDS = (Kind.LITERAL, Kind.OPEN_QUOTE, Kind.OPEN_HEREDOC)
_TEXT_ENDS = (Kind.LITERAL, Kind.CLOSE_QUOTE, Kind.CLOSE_HEREDOC)
# A minus after one of these negates, after anything else it subtracts.
_BEFORE_NEGATION = frozenset(
    (
        *(b"(", b"{", b"[", b"=", b":", b",", b"?"),
        *(b"+", b"*", b"/", b"%", b"-", b"==", b"!=", b">", b">=", b"<", b"<=", b"&&", b"||"),
    )
)


@dataclass(slots=True)
class _Line:
    """A line in three cells; the last two may be empty."""

    lead: list[Token]
    assign: list[Token] = field(default_factory=list[Token])
    comment: list[Token] = field(default_factory=list[Token])


def formatted(text: bytes) -> bytes:
    """The text laid out; a text that does not parse comes back as it is."""
    if problems_of(text, limit=1) != ():
        return text
    lines = _lines(tokens_of(text))
    _indent(lines)
    _space(lines)
    _align(lines)
    return b"".join(
        b" " * token.spaces + token.text
        for line in lines
        for token in (*line.lead, *line.assign, *line.comment)
    )


def _lines(tokens: list[Token]) -> list[_Line]:
    lines: list[_Line] = []
    lead: list[Token] = []
    for token in tokens:
        lead.append(token)
        if token.kind is Kind.NEWLINE or _ends_line(token):
            lines.append(_Line(lead))
            lead = []
    if lead:
        lines.append(_Line(lead))
    for line in lines:
        _split_cells(line)
    return lines


def _ends_line(token: Token) -> bool:
    return token.kind is Kind.COMMENT and token.text.endswith(b"\n")


def _split_cells(line: _Line) -> None:
    if len(line.lead) > 1 and line.lead[-1].kind is Kind.COMMENT:
        line.comment = [line.lead.pop()]
    for number, token in enumerate(line.lead):
        if number > 0 and _is(token, b"="):
            # A value that goes on in the next lines is not put in a column.
            if sum(_bracket_change(part) for part in line.lead[number:]) == 0:
                line.assign = line.lead[number:]
                line.lead = line.lead[:number]
            return


def _bracket_change(token: Token) -> int:
    if token.kind is Kind.OPEN_TEMPLATE or _is(token, *_OPENING):
        return 1
    if token.kind is Kind.CLOSE_TEMPLATE or _is(token, *_CLOSING):
        return -1
    return 0


def _is(token: Token | None, *texts: bytes) -> TypeGuard[Token]:
    return token is not None and token.kind is Kind.MARK and token.text in texts


def _indent(lines: list[_Line]) -> None:
    """One step in for each line that opens more brackets than it closes, however many more."""
    opened: list[int] = []
    in_heredoc = False
    for line in lines:
        if in_heredoc:
            in_heredoc = not any(token.kind is Kind.CLOSE_HEREDOC for token in line.lead)
            continue
        tokens = (*line.lead, *line.assign)
        if tokens[0].kind is Kind.NEWLINE:
            tokens[0].spaces = 0
            continue
        change = sum(_bracket_change(token) for token in tokens)
        while change < 0 and opened:
            if -change < opened[-1]:
                opened[-1] += change
                break
            change += opened.pop()
        tokens[0].spaces = 2 * len(opened)
        if change > 0:
            opened.append(change)
        kinds = [token.kind for token in tokens]
        in_heredoc = kinds.count(Kind.OPEN_HEREDOC) > kinds.count(Kind.CLOSE_HEREDOC)


def _space(lines: list[_Line]) -> None:
    for line in lines:
        for cell in (line.lead, line.assign):
            for number, (token, after) in enumerate(itertools.pairwise(cell)):
                before = cell[number - 1] if number else None
                after.spaces = 1 if _is_spaced(before, token, after) else 0
        if line.assign:
            line.assign[0].spaces = 1


def _is_spaced(before: Token | None, token: Token, after: Token) -> bool:
    """Whether a space belongs between `token` and `after`."""
    if after.kind is Kind.NEWLINE:
        return False
    if token.kind is Kind.NAME and _is(after, b"(", b"::"):
        return False
    if _is(token, b"::", b".") or _is(after, b".", b",", b"..."):
        return False
    if _is(token, b","):
        return True
    if token.kind in _TEXT_KINDS or after.kind in _TEXT_ENDS:
        return False
    if token.text == b"in" and before is not None and before.kind is Kind.NAME:
        return True  # [for x in [1, 2] : x], which is no index of a list called in
    closes = _bracket_change(token) < 0
    if _is(after, b"[") and (token.kind in (Kind.NAME, Kind.NUMBER) or closes):
        return False
    if _is(token, b"!"):
        return False
    if _is(token, b"-"):
        return before is not None and not _is(before, *_BEFORE_NEGATION)
    if _is(token, b"{") or _is(after, b"}"):
        return not (_is(token, b"{") and _is(after, b"}"))
    if token.kind is Kind.OPEN_TEMPLATE and _is(after, b"{"):
        return True
    if _is(token, b"}") and after.kind is Kind.CLOSE_TEMPLATE:
        return True
    if token.kind is Kind.CLOSE_TEMPLATE and after.kind is Kind.OPEN_TEMPLATE:
        return False
    return _bracket_change(token) <= 0 and _bracket_change(after) >= 0


def _align(lines: list[_Line]) -> None:
    """Put the `=` of lines that follow each other in one column, then their comments."""
    _align_cells([(line.lead, line.assign) for line in lines])
    _align_cells([([*line.lead, *line.assign], line.comment) for line in lines])


def _align_cells(rows: list[tuple[list[Token], list[Token]]]) -> None:
    start = 0
    for number in range(len(rows) + 1):
        if number < len(rows) and rows[number][1]:
            continue
        chain = [(_columns(left), right) for left, right in rows[start:number]]
        widest = max((columns for columns, _ in chain), default=0)
        for columns, right in chain:
            right[0].spaces = widest - columns + 1
        start = number + 1


def _columns(tokens: list[Token]) -> int:
    return sum(token.spaces + len(token.text.decode(errors="replace")) for token in tokens)
