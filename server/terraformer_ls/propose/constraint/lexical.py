"""The parts of HCL that need no schema: space, comments, names, numbers, ends of lines."""

from __future__ import annotations

from terraformer_ls.model.grammar.nodes import (
    DIGITS,
    EMPTY,
    LETTERS,
    WORD,
    Node,
    Repeat,
    Rule,
    choice,
    none_of,
    one_of,
    optional,
    repeat,
    sequence,
    some,
)

ANYTHING: Node = Rule("anything", lambda: Repeat(none_of("\0")))
SPACE: Node = Rule("space", lambda: Repeat(one_of(" \t")))
SPACES: Node = Rule("spaces", lambda: some(one_of(" ")))
INDENTATION: Node = Rule("indentation", lambda: sequence(one_of(" \t"), SPACE))
COMMENT: Node = Rule("comment", lambda: sequence(choice("#", "//"), Repeat(none_of("\n"))))
GAP: Node = Rule("gap", lambda: repeat(choice(one_of(" \t\r\n"), sequence(COMMENT, "\n"))))
"""What may stand between two tokens where the end of a line means nothing."""

LINE_END: Node = Rule(
    "line_end",
    lambda: sequence(
        SPACE, optional(COMMENT), choice(EMPTY, sequence(optional("\r"), "\n", ANYTHING))
    ),
)
"""The end of a statement. What comes after its line is for the next step to say."""

NAME: Node = Rule("name", lambda: sequence(one_of(f"{LETTERS}_"), Repeat(one_of(WORD))))
NUMBER: Node = Rule(
    "number",
    lambda: sequence(
        some(one_of(DIGITS)),
        optional(".", some(one_of(DIGITS))),
        optional(one_of("eE"), optional(one_of("+-")), some(one_of(DIGITS))),
    ),
)
