"""How severe a Checkov check is, where Checkov itself does not say.

The severities of Checkov's checks are part of a paid platform; its package has none. Ours follow
from what a check is about, by the rules below, in order; the first that applies decides. They are
explained to users in `docs/policies.md`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from terraformer_ls.verify.findings import Severity

_RULES: tuple[tuple[str, Severity], ...] = (
    # A secret in the text is out as soon as the text is.
    (r"hard.?coded|credentials? (exist|exposure)|expose secrets", Severity.ERROR),
    # Keys of one's own refine an encryption that is there already.
    (r"customer.?(managed|supplied)|\bcmks?\b|\bcsek\b|by kms|with kms", Severity.INFORMATION),
    # Anyone on the internet may come in or read along.
    (r"0\.0\.0\.0|::/0|any ip|open (to|access)|unrestricted|anonymous", Severity.ERROR),
    (r"\bpublic(ly)?\b|_public_", Severity.ERROR),
    # Whoever gets in may do anything.
    (r"\*|full (iam )?privilege|administrative privilege|privilege escalation", Severity.ERROR),
    (r"exfiltration|without constraints|allow all or any", Severity.ERROR),
    # Data that can be read from a disk or a wire.
    (
        r"(?=.*encrypt)(?=.*(at rest|in rest|in transit|stor|volume|disk|snapshot|securely))",
        Severity.ERROR,
    ),
    (r"\b(https|tls|ssl)\b", Severity.WARNING),
    # Good housekeeping: its lack is noticed too late, but is no way in.
    (
        r"\blog(s|ging|ged)?\b|\blog_|monitoring|insights|tracing|x-ray|\baudit",
        Severity.INFORMATION,
    ),
    (
        r"backup|retention|replicat|redundan|multi-az|snapshot|lifecycle|versioning|recover",
        Severity.INFORMATION,
    ),
    (r"\b(tags?|labels?|description|naming|notifications?)\b", Severity.INFORMATION),
)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), severity) for pattern, severity in _RULES)

_BY_CATEGORY = {
    "SECRETS": Severity.ERROR,
    "IAM": Severity.WARNING,
    "ENCRYPTION": Severity.WARNING,
    "NETWORKING": Severity.WARNING,
    "LOGGING": Severity.INFORMATION,
    "BACKUP_AND_RECOVERY": Severity.INFORMATION,
    "CONVENTION": Severity.INFORMATION,
}

_PLATFORM = {
    "CRITICAL": Severity.ERROR,
    "HIGH": Severity.ERROR,
    "MEDIUM": Severity.WARNING,
    "LOW": Severity.INFORMATION,
    "INFO": Severity.INFORMATION,
    "NONE": Severity.INFORMATION,
}


def severity_of(name: str, categories: Sequence[str], platform_severity: str = "") -> Severity:
    """The severity of a check.

    Args:
        name: the check's sentence ("Ensure ...").
        categories: Checkov's categories of the check (`ENCRYPTION`), none if it has none.
        platform_severity: what Checkov says (`HIGH`), "" as long as it is not asked with a key.
    """
    if platform_severity in _PLATFORM:
        return _PLATFORM[platform_severity]
    return _by_rules(name, tuple(categories))


@lru_cache(maxsize=4096)
def _by_rules(name: str, categories: tuple[str, ...]) -> Severity:
    for pattern, severity in _COMPILED:
        if pattern.search(name):
            return severity
    for category in categories:
        if category.upper() in _BY_CATEGORY:
            return _BY_CATEGORY[category.upper()]
    return Severity.WARNING
