"""The findings that are most frequent: which have a fix, and that users are told which have none.

`frequent_findings.csv` has them in order. Checkov was run over every example in the documentation
of the three providers; the type is the one with most of a rule's findings.
"""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from fix_cases import fixable

ROWS = list(csv.DictReader((Path(__file__).parent / "frequent_findings.csv").open()))
FIXED = [row for row in ROWS if not row["why_no_fix"]]
NOT_FIXED = [row for row in ROWS if row["why_no_fix"]]
CASES = {(address.rpartition(".")[0], rule) for _, address, rule in fixable()}
PAGE = Path(__file__).parents[2] / "docs" / "policies.md"


@pytest.mark.parametrize(("provider", "number"), [("aws", 60), ("azurerm", 25), ("google", 15)])
def test_the_most_frequent_have_a_verified_fix(provider: str, number: int) -> None:
    rows = [row for row in ROWS if row["provider"] == provider]
    assert all(int(one["findings"]) >= int(next_["findings"]) for one, next_ in pairwise(rows))
    fixed = [row for row in rows if row in FIXED]
    assert len(fixed) == len({row["rule"] for row in fixed}) == number
    assert {(row["resource_type"], row["rule"]) for row in fixed} - CASES == set()


@pytest.mark.parametrize("row", NOT_FIXED, ids=lambda row: row["rule"])
def test_what_has_no_fix_is_said(row: dict[str, str]) -> None:
    assert (row["resource_type"], row["rule"]) not in CASES
    assert f"| `{row['rule']}` | `{row['resource_type']}` | {row['why_no_fix']} |" in (
        PAGE.read_text(encoding="utf-8")
    )
