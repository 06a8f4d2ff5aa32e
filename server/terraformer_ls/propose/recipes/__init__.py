"""Recipes: candidates that need no model.

A recipe looks at a finding and yields changes that may remove it. It may be wrong: every candidate
is verified before anyone sees it. One recipe a file; a new one is a line in `RECIPES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.propose.recipes.companion_resource import companion_resource, knows_companion
from terraformer_ls.propose.recipes.expected_value import expected_value, knows_expected_value
from terraformer_ls.propose.recipes.schema import knows_schema_fix, schema_fix
from terraformer_ls.verify.findings import Finding
from terraformer_ls.workspace.snapshot import Snapshot

Recipe = Callable[[Snapshot, Finding], Iterable[Candidate]]

RECIPES: tuple[Recipe, ...] = (expected_value, companion_resource, schema_fix)


def candidates_from_recipes(snapshot: Snapshot, finding: Finding) -> Iterator[Candidate]:
    """What every recipe has to offer for a finding."""
    for recipe in RECIPES:
        yield from recipe(snapshot, finding)


def has_recipe(finding: Finding) -> bool:
    """Whether some recipe knows the finding's kind; no promise that its candidate holds."""
    return knows_expected_value(finding) or knows_companion(finding) or knows_schema_fix(finding)
