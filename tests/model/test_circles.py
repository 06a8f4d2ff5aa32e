"""Answers that say the same again and again are ended, by every model that runs here."""

from __future__ import annotations

import pytest

from terraformer_ls.model.circles import goes_round

LINE = '  "arn:aws:iam::${\n'
BLOCK = "ingress {\n  from_port = 443\n}\n"


@pytest.mark.parametrize(
    ("text", "is_lost"),
    [
        ("a" + "0" * 161, True),
        ("a" + "0" * 160, False),
        ("0" * 161 + "a", False),
        ("policy" + "/ssoadmin/policy" * 11, True),
        (LINE * 10, True),
        (LINE * 4, False),
        (BLOCK * 7, True),
        (BLOCK * 4, False),
        ("".join(BLOCK.replace("443", str(port)) for port in range(80, 120)), False),
        ("#" * 79 + "\n# Network\n" + "#" * 79 + "\n", False),
        ("", False),
    ],
)
def test_a_circle_is_the_same_over_again_for_long(text: str, is_lost: bool) -> None:
    assert goes_round(text) is is_lost
