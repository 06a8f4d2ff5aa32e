"""Explanations of Rego policies: their pages, else what they say of themselves."""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache

from terraformer_ls.explain.explanation import Explanation
from terraformer_ls.policy.rego.chosen import chosen_packs, stamp, user_folders
from terraformer_ls.policy.rego.packs import Policy
from terraformer_ls.settings import Settings

_SECTION = re.compile(r"^## +(.+?)[ \t]*$", re.M)
_CODE = re.compile(r"^```\w*\n(.*?)^```", re.M | re.S)


def explain_rego_policy(rule: str, settings: Settings) -> Explanation | None:
    """What a policy's page says, be its pack switched on or off."""
    now = stamp(user_folders(settings))
    for policy in _policies(dataclasses.replace(settings, policy_packs=("*",)), now):
        if policy.id.lower() == rule.lower():
            return explain_policy(policy)
    return None


@lru_cache(maxsize=4)
def _policies(settings: Settings, _now: object) -> tuple[Policy, ...]:
    """All policies; read again once one of the user's is another."""
    return chosen_packs(settings).policies


def explain_policy(policy: Policy) -> Explanation:
    """What a policy says in its page and its metadata."""
    try:
        page = policy.page.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        page = ""
    why, sections = _parts(page)
    return Explanation(
        rule=policy.id,
        title=policy.title,
        why=why or policy.description,
        bad=_code(sections.get("Bad", "")),
        good=_code(sections.get("Good", "")),
        references=policy.references,
    )


def _parts(page: str) -> tuple[str, dict[str, str]]:
    """A page's text before its first section, without the title, and its sections."""
    first, *rest = _SECTION.split(page)
    why = "\n".join(line for line in first.splitlines() if not line.startswith("# "))
    return why.strip(), dict(zip(rest[::2], rest[1::2], strict=True))


def _code(section: str) -> str:
    found = _CODE.search(section)
    return found[1] if found is not None else ""
