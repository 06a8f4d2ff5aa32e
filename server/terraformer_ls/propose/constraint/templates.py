"""The grammar of texts: quoted strings and heredocs, with the templates in them."""

from __future__ import annotations

from terraformer_ls.model.grammar.nodes import (
    DIGITS,
    Node,
    Repeat,
    choice,
    name_other_than,
    none_of,
    one_of,
    optional,
    sequence,
    some,
)
from terraformer_ls.propose.constraint.lexical import ANYTHING, GAP, SPACE

_HEX = f"{DIGITS}abcdefABCDEF"
_MARKS = some(one_of("$%"))
"""What begins a template, unless an opening brace follows."""


def template(value: Node) -> Node:
    """`${ }` with a value, or `%{ }` with a directive, which is not looked into.

    The value begins on the line of its `${`: models that go on below it begin all over.
    """
    return choice(
        sequence("${", optional("~"), SPACE, value, GAP, optional("~"), "}"),
        sequence("%{", Repeat(none_of('}"\n')), "}"),
    )


def quoted(template: Node) -> Node:
    """A string in quotes."""
    escape = sequence("\\", choice(one_of('nrt"\\'), sequence("u", *[one_of(_HEX)] * 4)))
    plain = choice(none_of('"\\\n\r$%{'), escape)
    part = choice(plain, "{", _special(template, plain))
    return sequence('"', Repeat(part), optional(_MARKS), '"')


def heredoc(markers: tuple[str, ...], template: Node) -> Node:
    """A heredoc that one of the markers ends, or the first line of one with another marker.

    What ends a new one is known when its first line has been written.
    """
    new = sequence("<<", optional("-"), name_other_than(markers), optional("\r"), "\n", ANYTHING)
    return choice(new, *(_heredoc_until(marker, template) for marker in markers))


def _heredoc_until(marker: str, template: Node) -> Node:
    special = _special(template, none_of("\n\r$%{"))
    part = choice(none_of("\n\r$%"), special)
    rest = sequence(Repeat(part), optional(_MARKS), optional("\r"), "\n")
    line = sequence(SPACE, _line_other_than(marker, rest, special))
    return sequence("<<", optional("-"), marker, optional("\r"), "\n", Repeat(line), SPACE, marker)


def _special(template: Node, plain: Node) -> Node:
    """A template, an escaped beginning of one, or a mark that begins none."""
    return choice(template, "$${", "%%{", sequence(_MARKS, plain))


def _line_other_than(marker: str, rest: Node, special: Node) -> Node:
    """The rest of a line, behind its indentation, that is not the marker alone."""
    line_end = sequence(optional("\r"), "\n")
    only_marks = sequence(_MARKS, line_end)
    start = none_of(f"\n\r \t$%{marker[0]}")
    options = [line_end, only_marks, sequence(choice(start, special), rest)]
    for length in range(1, len(marker) + 1):
        so_far = marker[:length]
        following = marker[length] if length < len(marker) else " \t"
        other = none_of(f"\n\r$%{following}")
        options += [
            sequence(so_far, choice(other, special), rest),
            sequence(so_far, only_marks),
        ]
        if length < len(marker):
            options.append(sequence(so_far, line_end))
    options.append(sequence(marker, some(one_of(" \t")), none_of("\n\r \t"), rest))
    return choice(*options)
