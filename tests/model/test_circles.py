"""Answers that say the same again and again are ended, by every model that runs here."""

from __future__ import annotations

import pytest

from terraformer_ls.model.circles import Circle, circle_at_end, goes_round

LINE = '  "arn:aws:iam::${\n'
BLOCK = "ingress {\n  from_port = 443\n}\n"
LONG = f'provisioner "local-exec" {{\n  command = "{"echo " * 20}"\n}}\n'


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
        (LONG * 3, True),
        (LONG * 2 + LONG[:-1], False),
        ("".join(BLOCK.replace("443", str(port)) for port in range(80, 120)), False),
        ("#" * 79 + "\n# Network\n" + "#" * 79 + "\n", False),
        ("", False),
    ],
)
def test_a_circle_is_the_same_over_again_for_long(text: str, is_lost: bool) -> None:
    assert goes_round(text) is is_lost


def test_where_a_circle_begins_and_how_long_it_is() -> None:
    assert circle_at_end("ids = [" + '"a", ' * 40) == Circle(start=7, length=5)
    assert circle_at_end("{\n" + BLOCK * 7) == Circle(1, len(BLOCK))  # lines end alike, too
    assert circle_at_end([1, 2, 3, 2, 3, 2, 3], largest=2, least=2) == Circle(1, 2)
    assert circle_at_end("") is None
