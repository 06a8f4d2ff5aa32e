"""How severe a Checkov check is, where Checkov itself does not say.

The severities of Checkov's checks are part of a paid platform; its package has none. Ours follow
from what a check is about, by the rules below, in order; the first that applies decides. They are
explained to users in `docs/policies.md`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from terraformer_ls.verify.findings import Severity

_RULES: tuple[tuple[str, Severity], ...] = (
    # A secret in the text is out as soon as the text is.
    (r"hard.?coded|credentials? (exist|exposure)|secrets? (is|are|in|exist)", Severity.ERROR),
    # Customer-managed keys and longer retention refine something that is there already.
    (r"customer.?managed|\bcmk\b|by kms|with kms|using (a )?kms|\bcsek\b", Severity.INFORMATION),
    # Anyone on the internet, or any action on anything.
    (r"0\.0\.0\.0|::/0|any ip|\ball (ip|internet)|open to the|unrestricted", Severity.ERROR),
    (
        r"public(ly)?\b.*\b(access|read|write|ip|acl|accessible)|\bpublic(ly)?$|\bno.*public",
        Severity.ERROR,
    ),
    (r"anonymous|unauthenticated|without authentication|allusers", Severity.ERROR),
    (r"\*|full (iam )?(admin|privilege)|administrat|privilege escalation|wildcard", Severity.ERROR),
    (r"exfiltration|without constraints", Severity.ERROR),
    # Data that can be read from a disk or a wire.
    (r"encrypt.*(at rest|transit|volume|ebs|rds|data|disk|store)", Severity.ERROR),
    (r"\b(https|tls|ssl)\b", Severity.WARNING),
    # Good housekeeping: seen too late, but no way in.
    (r"\b(log|logs|logging|monitoring|insights|tracing|x-ray|audit)", Severity.INFORMATION),
    (
        r"\b(backup|retention|replicat|redundan|multi-az|snapshot|lifecycle|versioning)",
        Severity.INFORMATION,
    ),
    (r"\b(tag|tags|label|labels|description|naming|notification)", Severity.INFORMATION),
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
    for pattern, severity in _COMPILED:
        if pattern.search(name):
            return severity
    for category in categories:
        if category.upper() in _BY_CATEGORY:
            return _BY_CATEGORY[category.upper()]
    return Severity.WARNING
