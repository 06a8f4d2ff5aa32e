"""How often ours and Terraform's parser agree on whether a text is HCL.

    .venv/bin/python tests/hcl/agreement.py [SEED]

prints the rates over the project's examples, the provider documentation where it is there, and a
mutation of each.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import own_examples, provider_docs
from mutations import mutated
from real_terraform import Rejection, parsed_and_formatted

from terraformer_ls.hcl.document import Document
from terraformer_ls.verify.findings import Severity
from terraformer_ls.verify.ladder import Verifier
from terraformer_ls.verify.stages.syntax import SyntaxStage
from terraformer_ls.workspace.snapshot import Snapshot

# A parser's error in Terraform, but about names: the `schema` stage's business here.
_NOT_SYNTAX = frozenset({"Attribute redefined"})
_NOWHERE = Path("/nowhere")
_VERIFIER = Verifier([SyntaxStage()])


@dataclass(frozen=True)
class Agreement:
    """Texts by who rejects them."""

    neither: int
    both: int
    false_errors: list[bytes]
    missed: list[bytes]
    same_line: int

    def __str__(self) -> str:
        rejected = self.both + len(self.missed)
        accepted = self.neither + len(self.false_errors)
        return (
            f"accepted by Terraform {accepted}, of these false errors {len(self.false_errors)}; "
            f"rejected {rejected}, of these found {self.both}, on the same line {self.same_line}"
        )


def agreement_on(texts: Sequence[bytes]) -> Agreement:
    """Ask both about every text."""
    neither = both = same_line = 0
    false_errors: list[bytes] = []
    missed: list[bytes] = []
    for text, answer in zip(texts, parsed_and_formatted(texts), strict=True):
        lines = _lines_of_errors(text)
        rejections = _syntax_rejections(answer)
        if rejections and lines:
            both += 1
            same_line += lines[0] in {rejection.line for rejection in rejections}
        elif rejections:
            missed.append(text)
        elif lines:
            false_errors.append(text)
        else:
            neither += 1
    return Agreement(neither, both, false_errors, missed, same_line)


def _syntax_rejections(answer: bytes | list[Rejection]) -> list[Rejection]:
    if isinstance(answer, bytes):
        return []
    return [rejection for rejection in answer if rejection.summary not in _NOT_SYNTAX]


def _lines_of_errors(text: bytes) -> list[int]:
    snapshot = Snapshot(_NOWHERE, {"main.tf": Document(text)})
    return [
        text.count(b"\n", 0, finding.span.start) + 1
        for finding in _VERIFIER.verify(snapshot).findings
        if finding.severity is Severity.ERROR
    ]


def main() -> None:
    random_ = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    for name, texts in (("examples", own_examples()), ("provider docs", provider_docs())):
        print(f"{name}: {agreement_on(texts)}")
        print(f"{name}, mutated: {agreement_on([mutated(text, random_) for text in texts])}")


if __name__ == "__main__":
    main()
