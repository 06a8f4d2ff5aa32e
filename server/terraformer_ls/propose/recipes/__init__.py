"""Recipes: candidates that need no model.

A recipe looks at a finding and yields changes that may remove it. It may be wrong: every candidate
is verified before anyone sees it. One recipe a file; a new one is a line in `RECIPES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.propose.recipes.expected_value import expected_value, knows_expected_value
from terraformer_ls.propose.recipes.narrow_resource import (
    knows_narrow_resource,
    narrow_resource,
)
from terraformer_ls.propose.recipes.open_source import knows_open_source, open_source
from terraformer_ls.propose.recipes.rule_description import (
    knows_rule_description,
    rule_description,
)
from terraformer_ls.propose.recipes.schema import knows_schema_fix, schema_fix
from terraformer_ls.propose.recipes.template import knows_template, template
from terraformer_ls.verify.findings import Finding
from terraformer_ls.workspace.snapshot import Snapshot

Recipe = Callable[[Snapshot, Finding], Iterable[Candidate]]

RECIPES: tuple[Recipe, ...] = (
    template,
    open_source,
    narrow_resource,
    rule_description,
    expected_value,
    schema_fix,
)
"""In this order: what was written for a rule is better than what can be derived from it."""


def candidates_from_recipes(snapshot: Snapshot, finding: Finding) -> Iterator[Candidate]:
    """What the first recipe that has something to offer offers for a finding."""
    for recipe in RECIPES:
        offered = list(recipe(snapshot, finding))
        if offered:
            yield from offered
            return


def has_recipe(finding: Finding) -> bool:
    """Whether some recipe knows the finding's kind; no promise that its candidate holds."""
    return (
        knows_template(finding)
        or knows_open_source(finding)
        or knows_narrow_resource(finding)
        or knows_rule_description(finding)
        or knows_expected_value(finding)
        or knows_schema_fix(finding)
    )
