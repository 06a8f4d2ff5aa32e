"""Whether a text is an HCL expression, strings with their templates included.

It follows HCL's own specification and, where that is vague, what Terraform's parser accepts. It
only decides and explains; trees are the business of `document.py`.
"""

from __future__ import annotations

import re
from typing import NoReturn

from terraformer_ls.hcl.positions import Span
from terraformer_ls.hcl.scanner import END, HEREDOC, NAME, NEWLINE, NUMBER, Failure, Scanner

_OPERATORS = frozenset(
    (b"+", b"-", b"*", b"/", b"%", b"==", b"!=", b"<", b">", b"<=", b">=", b"&&", b"||")
)
QUOTED_TEXT = re.compile(rb'(?:[^"\\\r\n$%]+|\$\$\{|%%\{|\$(?!\{)|%(?!\{)|\\[^\n])*')
"""What in a quoted string stands for itself, up to a template sequence or the string's end."""

HEREDOC_TEXT = re.compile(rb"(?:[^\r\n$%]+|\r(?=\n)|\$\$\{|%%\{|\$(?!\{)|%(?!\{))*")
"""What in a line of a heredoc stands for itself."""

_ESCAPE = re.compile(rb'\\(?:[nrt"\\]|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|(?P<bad>.[\x80-\xbf]*))')


def expression(scanner: Scanner) -> None:
    """Go past one expression.

    Raises:
        Failure: the text is none.
    """
    while True:
        _operand(scanner)
        while scanner.kind in _OPERATORS:
            scanner.advance()
            _operand(scanner)
        if not scanner.sees(b"?"):
            return
        scanner.advance()
        scanner.enter()
        expression(scanner)
        scanner.depth -= 1
        scanner.expect(b":", "Expected a : and the value for when the condition is false")


def quoted_label(scanner: Scanner) -> None:
    """Go past a quoted block label, in which templates are not allowed."""
    opening = scanner.start
    end = _quoted_part(scanner, scanner.end, opening)
    if scanner.text[end : end + 1] in (b"$", b"%"):
        raise Failure(Span(end, end + 2), "A block label can't contain templates")
    scanner.move_to(end + 1)


def check_name(scanner: Scanner) -> None:
    """Fail unless the current token, a name, is one by Unicode's rules too."""
    name = scanner.value()
    if name.isascii():
        return
    text = name.decode("utf-8", errors="replace")
    if text.replace("-", "_").isidentifier():
        return
    for at, character in enumerate(text):
        if not f"_{character}".replace("-", "_").isidentifier():
            start = scanner.start + len(text[:at].encode())
            message = f"The character {character} has no meaning here"
            if character in "“”„«»":
                message = 'Strings are written in straight double quotes (")'
            end = min(start + len(character.encode()), scanner.end)
            raise Failure(Span(start, end), message)
    scanner.fail("A name can't start like this")


def _operand(scanner: Scanner) -> None:
    while scanner.sees(b"-", b"!"):
        scanner.advance()
    _term(scanner)
    while True:
        if scanner.sees(b"."):
            _attribute_access(scanner)
        elif scanner.sees(b"["):
            _index(scanner)
        else:
            return


def _term(scanner: Scanner) -> None:
    kind = scanner.kind
    if kind == NAME:
        _name_or_call(scanner)
    elif kind == NUMBER:
        scanner.advance()
    elif kind == b'"':
        _quoted(scanner)
    elif kind == HEREDOC:
        _heredoc(scanner)
    elif kind in (b"(", b"[", b"{"):
        scanner.enter()
        _BRACKETED[kind](scanner)
        scanner.depth -= 1
    elif kind == b"=":
        scanner.fail("Expected a value; to compare write ==")
    elif kind in (NEWLINE, END):
        scanner.fail("Expected a value before the end of the line")
    else:
        scanner.fail("Expected a value")


def _name_or_call(scanner: Scanner) -> None:
    check_name(scanner)
    scanner.advance()
    if scanner.sees(b"::"):
        while scanner.sees(b"::"):
            scanner.advance()
            scanner.expect(NAME, "Expected the function's name after ::")
        if not scanner.sees(b"("):
            scanner.fail("Expected the function's arguments in parentheses")
    if scanner.sees(b"("):
        scanner.enter()
        _arguments(scanner)
        scanner.depth -= 1


def _arguments(scanner: Scanner) -> None:
    outer, opening = _open(scanner)
    while not scanner.sees(b")"):
        if scanner.sees(END):
            _fail_in_list(scanner, opening, "argument", ")")
        expression(scanner)
        if scanner.sees(b"..."):
            scanner.advance()
            if not scanner.sees(b")"):
                scanner.fail("Expected a closing ) after ...")
        elif scanner.sees(b","):
            scanner.advance()
        elif not scanner.sees(b")"):
            _fail_in_list(scanner, opening, "argument", ")")
    _close(scanner, outer)


def _parentheses(scanner: Scanner) -> None:
    outer, opening = _open(scanner)
    expression(scanner)
    if not scanner.sees(b")"):
        if scanner.sees(END):
            raise Failure(Span(opening, opening + 1), "This ( is never closed")
        scanner.fail("Expected a closing )")
    _close(scanner, outer)


def _tuple(scanner: Scanner) -> None:
    outer, opening = _open(scanner)
    if scanner.is_name(b"for"):
        _for(scanner, outer, b"]")
        return
    while not scanner.sees(b"]"):
        if scanner.sees(END):
            _fail_in_list(scanner, opening, "element", "]")
        expression(scanner)
        if scanner.sees(b","):
            scanner.advance()
        elif not scanner.sees(b"]"):
            _fail_in_list(scanner, opening, "element", "]")
    _close(scanner, outer)


def _object(scanner: Scanner) -> None:
    outer, opening = _open(scanner)
    if scanner.is_name(b"for"):
        _for(scanner, outer, b"}")
        return
    scanner.newlines = True
    scanner.look()
    while True:
        while scanner.sees(NEWLINE):
            scanner.advance()
        if scanner.sees(b"}"):
            break
        if scanner.sees(END):
            raise Failure(Span(opening, opening + 1), "This { is never closed")
        expression(scanner)
        if not scanner.sees(b"=", b":"):
            scanner.fail("Expected = and a value for this key")
        scanner.advance()
        expression(scanner)
        if scanner.sees(b",", NEWLINE):
            scanner.advance()
        elif not scanner.sees(b"}"):
            scanner.fail("Expected a comma or a new line before the next key")
    _close(scanner, outer)


_BRACKETED = {b"(": _parentheses, b"[": _tuple, b"{": _object}


def _for(scanner: Scanner, outer: bool, closing: bytes) -> None:
    scanner.advance()
    _for_names(scanner)
    expression(scanner)
    scanner.expect(b":", "Expected a : after the collection of this for expression")
    expression(scanner)
    if closing == b"}":
        scanner.expect(b"=>", "Expected => between key and value: braces make this an object")
        expression(scanner)
        if scanner.sees(b"..."):
            scanner.advance()
    elif scanner.sees(b"=>", b"..."):
        scanner.fail("Brackets make this a list; for an object use { }")
    if scanner.is_name(b"if"):
        scanner.advance()
        expression(scanner)
    if scanner.kind != closing:
        scanner.fail(f"Expected a closing {closing.decode()} of this for expression")
    _close(scanner, outer)


def _for_names(scanner: Scanner) -> None:
    scanner.expect(NAME, "Expected a name after for")
    if scanner.sees(b","):
        scanner.advance()
        scanner.expect(NAME, "Expected a second name after the comma")
    if not scanner.is_name(b"in"):
        scanner.fail("Expected in and a collection")
    scanner.advance()


def _attribute_access(scanner: Scanner) -> None:
    scanner.advance()
    if scanner.sees(b"*"):
        scanner.advance()
        while scanner.sees(b"."):
            scanner.advance()
            if scanner.sees(b"*"):
                scanner.fail("A splat can't follow a splat; use [*] for the first")
            _attribute_name(scanner)
        return
    _attribute_name(scanner)


def _attribute_name(scanner: Scanner) -> None:
    if scanner.sees(NAME):
        check_name(scanner)
    elif not scanner.sees(NUMBER):
        scanner.fail("Expected a name after the dot")
    elif b"." in scanner.value():
        scanner.fail("Two indexes can't be chained with dots; write [0][1]")
    scanner.advance()


def _index(scanner: Scanner) -> None:
    scanner.enter()
    outer, opening = _open(scanner)
    if scanner.sees(b"*"):
        scanner.newlines = True  # nothing but the bracket may follow the star
        scanner.advance()
    else:
        expression(scanner)
    if not scanner.sees(b"]"):
        if scanner.sees(END):
            raise Failure(Span(opening, opening + 1), "This [ is never closed")
        scanner.fail("Expected a closing ]")
    _close(scanner, outer)
    scanner.depth -= 1


def _open(scanner: Scanner) -> tuple[bool, int]:
    """Go past an opening bracket; how newlines counted before it, and where it is."""
    outer, opening = scanner.newlines, scanner.start
    scanner.newlines = False
    scanner.advance()
    return outer, opening


def _close(scanner: Scanner, outer: bool) -> None:
    scanner.newlines = outer
    scanner.advance()


def _fail_in_list(scanner: Scanner, opening: int, what: str, closing: str) -> None:
    if scanner.sees(END):
        bracket = scanner.text[opening : opening + 1].decode()
        raise Failure(Span(opening, opening + 1), f"This {bracket} is never closed")
    scanner.fail(f"Expected a comma before the next {what}, or a closing {closing}")


def _quoted(scanner: Scanner) -> None:
    scanner.enter()
    opening, outer = scanner.start, scanner.newlines
    directives: list[tuple[bytes, Span]] = []
    at = scanner.end
    while True:
        at = _quoted_part(scanner, at, opening)
        if scanner.text[at : at + 1] == b'"':
            break
        at = _sequence(scanner, at, directives)
    _check_directives(directives)
    scanner.newlines = outer
    scanner.depth -= 1
    scanner.move_to(at + 1)


def _quoted_part(scanner: Scanner, at: int, opening: int) -> int:
    """Where the literal text at `at` ends: at a closing quote or a template sequence."""
    text = scanner.text
    part = QUOTED_TEXT.match(text, at)
    end = part.end() if part else at
    if end >= len(text) or text[end] in b"\r\n\\":
        raise Failure(Span(opening, end), 'This string is not closed: expected a "', end)
    if text.find(b"\\", at, end) >= 0:
        for escape in _ESCAPE.finditer(text, at, end):
            if escape["bad"] is not None:
                selector = escape["bad"].decode("utf-8", errors="replace")
                raise Failure(
                    Span(escape.start(), escape.end()),
                    f"\\{selector} is no escape sequence; for a backslash write \\\\",
                )
    return end


def _heredoc(scanner: Scanner) -> None:
    scanner.enter()
    text, start, outer = scanner.text, scanner.start, scanner.newlines
    marker = scanner.value().strip().lstrip(b"<").removeprefix(b"-")
    introduction = Span(start, start + len(scanner.value().rstrip()))
    directives: list[tuple[bytes, Span]] = []
    at, at_line_start = scanner.end, True
    try:
        while True:
            line_end = text.find(b"\n", at)
            if at_line_start and line_end >= 0 and text[at:line_end].strip() == marker:
                break
            part = HEREDOC_TEXT.match(text, at)
            at = part.end() if part else at
            if at >= len(text):
                _fail_unended(introduction, marker)
            if text[at] == 0x0D:
                _fail_at_carriage_return(at)
            at_line_start = text[at] == 0x0A
            at = at + 1 if at_line_start else _sequence(scanner, at, directives)
        _check_directives(directives)
    except Failure as failure:
        ending = re.compile(rb"^[ \t]*" + re.escape(marker) + rb"[ \t\r]*$", re.M)
        ends = ending.search(text, scanner.at)
        raise Failure(failure.span, failure.message, ends.end() if ends else None) from None
    scanner.newlines = outer
    scanner.depth -= 1
    scanner.move_to(at + len(text[at:line_end].rstrip()))


def _fail_at_carriage_return(at: int) -> NoReturn:
    raise Failure(Span(at, at + 1), "A carriage return stands here without a line feed")


def _fail_unended(introduction: Span, marker: bytes) -> NoReturn:
    name = marker.decode(errors="replace")
    raise Failure(introduction, f"This text is never ended: expected {name} alone on a line")


def _sequence(scanner: Scanner, at: int, directives: list[tuple[bytes, Span]]) -> int:
    """Go past `${ }` or `%{ }`; where the text after it starts."""
    opening = Span(at, at + 2)
    scanner.newlines = False
    scanner.move_to(at + 2)
    if scanner.sees(b"~"):
        scanner.advance()
    if scanner.text[at] == 0x25:  # %
        _directive(scanner, directives)
    elif scanner.sees(b"}"):
        scanner.fail("Expected an expression between ${ and }")
    else:
        expression(scanner)
    if scanner.sees(b"~") and scanner.text[scanner.end : scanner.end + 1] == b"}":
        scanner.advance()
    if not scanner.sees(b"}"):
        if scanner.sees(END):
            raise Failure(opening, f"This {scanner.text[at : at + 2].decode()} is never closed")
        scanner.fail("Expected a closing } of the template")
    return scanner.end


def _directive(scanner: Scanner, directives: list[tuple[bytes, Span]]) -> None:
    keyword, span = scanner.value(), Span(scanner.start, scanner.end)
    innermost = directives[-1][0] if directives else b""
    scanner.expect(NAME, "Expected if, else, endif, for or endfor after %{")
    if keyword == b"if":
        expression(scanner)
        directives.append((keyword, span))
    elif keyword == b"for":
        _for_names(scanner)
        expression(scanner)
        directives.append((keyword, span))
    elif keyword == b"else" and innermost == b"if":
        directives[-1] = (keyword, span)
    elif (keyword == b"endif" and innermost in (b"if", b"else")) or (
        keyword == b"endfor" and innermost == b"for"
    ):
        directives.pop()
    elif keyword in (b"else", b"endif", b"endfor"):
        raise Failure(span, f"There is no directive open that this {keyword.decode()} belongs to")
    else:
        raise Failure(
            span, "A directive is one of if, else, endif, for, endfor; for a literal %{ write %%{"
        )


def _check_directives(directives: list[tuple[bytes, Span]]) -> None:
    if directives:
        keyword, span = directives[-1]
        closing = "endfor" if keyword == b"for" else "endif"
        raise Failure(span, f"This {keyword.decode()} is never closed: expected %{{ {closing} }}")
