"""A request to change a configuration, in words, with what the words are about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from terraformer_ls.propose.extent import Extent
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.schema.choose import Choices
from terraformer_ls.verify.report import Report
from terraformer_ls.workspace.snapshot import Snapshot

_POLITE = re.compile(
    r"^(?:(?:please|kindly|can you|could you|would you|we need to|we should|i want to|"
    r"i would like to|i'd like to|let's|now)\s+)+",
    re.IGNORECASE,
)
_VERBS = (
    "activate|add|adjust|allow|assign|attach|block|bump|change|configure|convert|create|deactivate|"
    "decrease|delete|deploy|destroy|detach|disable|downgrade|drop|enable|encrypt|enforce|ensure|"
    "expose|extend|extract|force|generate|get rid|give|grant|harden|have|increase|introduce|keep|"
    "label|let|limit|lower|make|migrate|modify|move|open|output|parametri[sz]e|protect|provision|"
    "put|raise|reduce|refactor|remove|rename|replace|require|resize|restore|restrict|retain|rotate|"
    "run|scale|secure|send|set|shorten|split|start|stop|swap|switch|tag|turn|update|upgrade|use|"
    "wrap|write"
)
_NEXT_CLAUSE = re.compile(
    rf"(?:\s*[;\n]\s*|\s*[.,]\s+|\s+)(?:and\s+)?(?:then\s+|also\s+)?(?=(?:{_VERBS})\b)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[;\n.,]|\b(?:and|then|also)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Request:
    """What is asked of which part of a snapshot.

    Attributes:
        words: the request, as typed.
        snapshot: the files as they are.
        extent: the part that may be meant.
        report: what all stages say about the snapshot.
        spoken_of: the addresses that the clause before was about: what "it" means.
    """

    words: str
    snapshot: Snapshot
    extent: Extent
    report: Report
    spoken_of: frozenset[str] = frozenset()

    @cached_property
    def choices(self) -> Choices:
        """The schemas that apply."""
        return Choices(self.snapshot)

    def on(self, snapshot: Snapshot, report: Report, spoken_of: frozenset[str]) -> Request:
        """The same request of a later snapshot."""
        return replace(self, snapshot=snapshot, report=report, spoken_of=spoken_of)


@dataclass(frozen=True, slots=True)
class Intended:
    """A change that a request may mean, before anyone verified it.

    Attributes:
        candidate: the change.
        touches: the addresses whose blocks may change, go or come; all others stay byte-identical.
        removes: those of them that the request wants gone.
        renamed: the old address of each new one that is the same block.
        exact: the request itself names what is written, so a policy that does not like it is told
            about and not obeyed.
    """

    candidate: Candidate
    touches: frozenset[str]
    removes: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict[str, str])
    exact: bool = False


def clauses(words: str) -> tuple[str, ...]:
    """The parts of a request that each begin with a verb: "set a to 1 and add a tag b=c" has two.

    Text in quotes is never cut.
    """
    text = " ".join(words.split("\n")).strip()
    text = _POLITE.sub("", text).strip().rstrip(".!")
    quoted = [span.span() for span in re.finditer(r"\"[^\"]*\"|'[^']*'|`[^`]*`", text)]
    parts: list[str] = []
    start = 0
    for found in _NEXT_CLAUSE.finditer(text):
        inside = any(left < found.start() < right for left, right in quoted)
        if found.start() == 0 or inside or not _JOINT.search(found.group()):
            continue
        parts.append(text[start : found.start()])
        start = found.end()
    parts.append(text[start:])
    return tuple(
        clause for part in parts if (clause := _POLITE.sub("", part.strip().rstrip(".,;!")))
    )


_NO_PLURALS = frozenset(
    re.findall(
        r"\w+",
        "access address alias aws bus dns ebs ecs efs eks https iops kms ops os postgres rds redis "
        "ses sns sqs ssl status sts tls",
    )
)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its plural."""
    if word in _NO_PLURALS:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def stems(text: str) -> frozenset[str]:
    """The words of a text in lower case and singular; names are taken apart at `_` and `-`."""
    return frozenset(stem(word) for word in re.findall(r"[a-z0-9]+", text.lower()))
