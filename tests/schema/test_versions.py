from __future__ import annotations

import pytest

from terraformer_ls.schema.versions import parse_constraint, parse_version


@pytest.mark.parametrize(
    ("constraint", "allowed", "refused"),
    [
        ("~> 5.0", ["5.0", "5.99.1"], ["4.9", "6.0.0"]),
        ("~> 5.31.0", ["5.31.4"], ["5.32.0", "5.30.9"]),
        ("~> 5", ["5.0.0", "5.1"], ["6.0"]),
        (">= 4.0, != 4.3.1, < 6.0", ["4.3.0", "5.99.1"], ["4.3.1", "6.0.0", "3.9"]),
        ("5.31.0", ["5.31.0", "5.31"], ["5.31.1"]),
        ("= 1.2", ["1.2.0"], ["1.2.1"]),
        ("> 1.0", ["1.0.1"], ["1.0.0"]),
        ("<= 2.0", ["2.0.0", "2.0.0-beta1"], ["2.0.1"]),
        ("", [], []),
    ],
)
def test_constraints(constraint, allowed, refused):
    parsed = parse_constraint(constraint)
    if not constraint:
        assert parsed is None
        return
    assert all(parsed.allows(parse_version(version)) for version in allowed)
    assert not any(parsed.allows(parse_version(version)) for version in refused)


@pytest.mark.parametrize("text", ["latest", "1.x", ">= ", "1..2", "~> a"])
def test_what_is_no_constraint(text):
    assert parse_constraint(text) is None


def test_prereleases_come_before_their_release():
    assert parse_version("1.0.0-rc1") < parse_version("1.0.0")
    assert parse_version("v2.0") is not None
