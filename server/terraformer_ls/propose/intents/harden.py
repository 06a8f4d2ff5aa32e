"""Intent: satisfy the policies that a request speaks of ("encrypt the volumes", "make it private").

What a policy's message and the request have in common decides which findings are meant; the recipes
that fix findings do the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from terraformer_ls.propose.intents.request import Intended, Request, stems
from terraformer_ls.propose.intents.targets import Target, blocks_within, targets
from terraformer_ls.propose.recipes import candidates_from_recipes
from terraformer_ls.verify.findings import Finding, Severity, Stage

_SUBJECTS: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "encrypt": "encrypt encrypted encryption kms cmk",
        "public": "public publicly private internet expose exposed",
        "version": "versioning versioned",
        "log": "logging log logged audit",
        "backup": "backup pitr recovery retention",
        "rotate": "rotation rotate rotated",
        "tls": "tls https ssl transit",
        "protect": "deletion protection",
        "zone": "az multi replica redundant",
        "monitor": "monitoring insights xray tracing",
        "lifecycle": "lifecycle expire expiration",
        "metadata": "imdsv2 metadata imds",
        "upgrade": "minor upgrade",
    }.items()
}
"""What policies are about, and the words for it in messages and in requests."""

_DEMAND = re.compile(
    r"(?:enable|encrypt|make|turn on|switch on|add|secure|harden|restrict|protect|block|set up|use|"
    r"activate|enforce|require|rotate|lock down|fix|ensure|force)\b.*",
    re.IGNORECASE,
)
_EVERYTHING = re.compile(r"(?:secure|harden|lock down|fix)\b", re.IGNORECASE)
_UNSAFE = re.compile(r"\b(?:make\b.*\bpublic|open to|disable|turn off|without)\b", re.IGNORECASE)
_MOST = 40


def harden(request: Request, clause: str) -> Iterator[Intended]:
    """The first fix of the first finding that is meant; asked again, the next one."""
    if not _DEMAND.fullmatch(clause) or _UNSAFE.search(clause):
        return
    named = targets(request, clause)
    meant = named or blocks_within(request)
    # A bucket called `logs` is no request for logs.
    said = stems(clause) - stems(" ".join(target.block.labels[-1] for target in named))
    subjects = {name for name, words in _SUBJECTS.items() if words & said}
    if not subjects and not _EVERYTHING.match(clause):
        return
    found = [
        finding
        for finding in request.report.findings
        if finding.stage is Stage.POLICY
        and finding.severity is not Severity.HINT
        and (not subjects or subjects & _subjects_of(finding))
        and any(_is_at(target, finding) for target in meant)
    ]
    for finding in found[:_MOST]:
        for candidate in candidates_from_recipes(request.snapshot, finding):
            yield Intended(candidate, frozenset({finding.address}))


def _subjects_of(finding: Finding) -> set[str]:
    said = stems(finding.message)
    return {name for name, words in _SUBJECTS.items() if words & said}


def _is_at(target: Target, finding: Finding) -> bool:
    return finding.file == target.path and target.block.span.encloses(finding.span)
