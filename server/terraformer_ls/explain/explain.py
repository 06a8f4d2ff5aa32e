"""The explanation of any rule that a finding may name."""

from __future__ import annotations

from terraformer_ls.explain.checkov_check import explain_checkov_check
from terraformer_ls.explain.explanation import Explanation
from terraformer_ls.explain.ladder_rule import explain_ladder_rule
from terraformer_ls.explain.rego_policy import explain_rego_policy
from terraformer_ls.settings import Settings


def explain(rule: str, settings: Settings | None = None) -> Explanation | None:
    """What there is to say of a rule; None if nobody knows it.

    Args:
        rule: the id that findings carry, in any case of letters.
        settings: the folders with the user's own policies.
    """
    return (
        explain_checkov_check(rule)
        or explain_ladder_rule(rule)
        or explain_rego_policy(rule, settings if settings is not None else Settings())
    )
