"""The errors that the tree itself marks: a coarser answer than `grammar.py`'s, for any nesting."""

from __future__ import annotations

from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.grammar import Problem
from terraformer_ls.hcl.positions import Span


def tree_problems_of(document: Document, limit: int = 20) -> tuple[Problem, ...]:
    """The outermost places that the tree could not make sense of, first ones first."""
    problems: list[Problem] = []
    waiting = [document.root]
    while waiting and len(problems) < limit:
        node = waiting.pop()
        span = Span(node.start_byte, node.end_byte)
        if node.is_missing:
            problems.append(Problem(span, f"Expected {node.type}"))
        elif node.type == "ERROR":
            problems.append(Problem(span, "This can't be parsed"))
        elif node.has_error:
            waiting.extend(reversed(node.children))
    return tuple(problems)
