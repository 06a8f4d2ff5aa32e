"""Whole configurations get out of the circles that small models go in."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from module_files import snapshot_of

from terraformer_ls.hcl.document import Document
from terraformer_ls.model.constrained import Line, constrained
from terraformer_ls.model.grammar.derive import Derivation
from terraformer_ls.model.protocol import Answer, Sampling
from terraformer_ls.propose.constraint.configuration import ConfigurationConstraint

VPC = 'resource "aws_vpc" "main" {\n'
INSTANCE = 'resource "aws_instance" "web" {\n'
DISK = '  ebs_block_device {\n    device_name = "a"\n  }\n'


class Speaker:
    """Says a text as far as the grammar lets it, and `then` once the text is left."""

    def __init__(self, text: str, then: str) -> None:
        self._text = text
        self._then = then

    def __call__(self, prefix: str, sampling: Sampling, line: Line | None) -> Sequence[Answer]:
        del prefix, sampling
        assert line is not None
        begun = line.begun + line.typed
        if not self._text.startswith(begun):
            self._text = begun + self._then
            self._then = ""
        content, newline, _ = self._text[len(begun) :].partition("\n")
        whole = line.typed + content + newline
        text = whole[: Derivation().longest(line.grammar, whole)]
        return (Answer(text, finished=text == whole, tokens=8),)


@pytest.mark.parametrize(
    ("begun", "circle", "closed"),
    [
        ("locals {\n  ids = [", '"b", "c", ', '"b", "c", ]\n'),
        (f"{VPC}  depends_on = [\n", "    \n", "    \n]\n"),
        (f'{VPC}  cidr_block = "', "10.0.", '10.0."\n'),
        (f'{VPC}  cidr_block = "', '10.${join("", ["', '10."\n'),
        ("locals {\n  text = <<END\n", '{"a": 1},\n', '{"a": 1},\nEND\n'),
        (INSTANCE, DISK, f"{DISK}}}"),
    ],
    ids=["list", "blank lines", "text", "text in a text", "heredoc", "block"],
)
def test_a_circle_is_closed_once_or_left_out(begun: str, circle: str, closed: str) -> None:
    speaker = Speaker(begun + circle * 80, then="}\n")
    sampling = Sampling(max_tokens=5000, constraint=ConfigurationConstraint(snapshot_of(), "a.tf"))
    [answer] = constrained("", sampling, speaker)
    assert answer.text.startswith(begun + closed)
    assert answer.finished
    assert not Document(answer.text.encode()).root.has_error
