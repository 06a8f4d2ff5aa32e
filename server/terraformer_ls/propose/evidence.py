"""Evidence from two reports: what a change fixed, what still holds, what nobody could check."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher

from terraformer_ls.propose.proposal import Candidate, Evidence
from terraformer_ls.verify.findings import Finding
from terraformer_ls.verify.report import Report, Status
from terraformer_ls.workspace.snapshot import Snapshot


def gather(
    candidate: Candidate,
    before: tuple[Snapshot, Report],
    after: tuple[Snapshot, Report],
) -> Evidence:
    """The evidence for a candidate, from the snapshots and reports without and with it."""
    (old, old_report), (new, new_report) = before, after
    gone = Counter(map(identity, old_report.findings)) - Counter(map(identity, new_report.findings))
    return Evidence(
        fixes=tuple(sorted({rule for _, rule, _, _ in gone})),
        passed=tuple(
            (result.stage, result.applied)
            for result in new_report.results
            if result.status is Status.PASSED and not result.unanswered
        ),
        unchanged=tuple(
            (result.stage, result.applied)
            for result in new_report.results
            if result.status is Status.FAILED
        ),
        not_checked=tuple(
            (result.stage, result.reason)
            for result in new_report.results
            if result.status is Status.SKIPPED or result.unanswered
        ),
        lines_changed=sum(
            _changed_lines(old.files[path].text if path in old.files else b"", new.files[path].text)
            for path in candidate.edits
        ),
        made_by=candidate.made_by,
    )


def identity(finding: Finding) -> tuple[str, str, str, str]:
    """What makes two findings of different reports the same one.

    Text moves, so the span has no part in it; messages of parsers quote text, so theirs has not
    either, but an unknown argument's name does tell two findings of one block apart.
    """
    detail = "" if finding.stage in ("syntax", "policy") else finding.message
    return (finding.stage, finding.rule, finding.address or finding.file, detail)


def _changed_lines(before: bytes, after: bytes) -> int:
    old, new = before.splitlines(), after.splitlines()
    return sum(
        max(old_end - old_start, new_end - new_start)
        for tag, old_start, old_end, new_start, new_end in SequenceMatcher(
            None, old, new, autojunk=False
        ).get_opcodes()
        if tag != "equal"
    )
