"""From what Checkov's worker said to findings at exact places in the user's text.

Checkov's words name checks, attributes and blocks, never the values that it found: a secret in the
text does not get into a finding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.policy.locate import Place, locate
from terraformer_ls.policy.severity import severity_of
from terraformer_ls.verify.findings import Finding, Severity, Stage
from terraformer_ls.workspace.snapshot import Snapshot


class FindingsByFile:
    """Turns answers into findings, and keeps those of files about which nothing new is said."""

    def __init__(self) -> None:
        self._known: dict[str, _File] = {}

    def of(self, snapshot: Snapshot, answer: Mapping[str, Any]) -> tuple[Finding, ...]:
        """The findings of an answer by file and place, each once.

        Args:
            snapshot: the files that were scanned.
            answer: what Checkov's worker said, as `checkov_scan.py` and `checkov_results.py` write
                it.
        """
        failed: dict[str, list[dict[str, Any]]] = {}
        for raw in answer["findings"]:
            if raw["file"]:
                file = raw["file"] if raw["file"] in snapshot.files else ""
                failed.setdefault(file, []).append(raw)
        rules = {
            name: answer[name] for name in ("version", "soft_fail", "soft_fail_on", "hard_fail_on")
        }
        now: dict[str, _File] = {}
        for file, raws in sorted(failed.items()):
            abouts = {raw["about"]: answer["abouts"].get(raw["about"], {}) for raw in raws}
            said = _Said(snapshot.files.get(file), raws, abouts, rules)
            before = self._known.get(file)
            if before is not None and before.said.is_the_same_as(said):
                now[file] = before
            else:
                now[file] = _File(said, _findings(file, said))
        self._known = now
        return tuple(finding for known in now.values() for finding in known.findings)


@dataclass(frozen=True, slots=True)
class _Said:
    """All that the findings of one file follow from.

    Attributes:
        document: the file, None if it is not in the snapshot.
        raws: its failed checks, as `checkov_results.py` writes them.
        abouts: what there is to know of these checks.
        rules: which checks fail softly, and the version of Checkov.
    """

    document: Document | None
    raws: Sequence[Mapping[str, Any]]
    abouts: Mapping[str, Mapping[str, Any]]
    rules: Mapping[str, Any]

    def is_the_same_as(self, other: _Said) -> bool:
        return (
            self.document is other.document
            and self.raws == other.raws
            and self.abouts == other.abouts
            and self.rules == other.rules
        )


@dataclass(frozen=True, slots=True)
class _File:
    said: _Said
    findings: tuple[Finding, ...]


def _findings(file: str, said: _Said) -> tuple[Finding, ...]:
    findings = dict.fromkeys(_finding(file, raw, said) for raw in said.raws)
    return tuple(sorted(findings, key=lambda found: (found.span, found.rule, found.address)))


def _finding(file: str, raw: Mapping[str, Any], said: _Said) -> Finding:
    place = (
        locate(said.document, raw["resource"], raw["lines"][0], raw["evaluated_keys"])
        if said.document is not None
        else Place(None, raw["resource"], Span(0, 0))
    )
    about = said.abouts[raw["about"]]
    severity = severity_of(raw["name"], about.get("categories", ()), raw["severity"])
    return Finding(
        stage=Stage.POLICY,
        rule=raw["check"],
        message=raw["name"],
        severity=Severity.HINT if _is_soft(raw["check"], said.rules) else severity,
        file=file,
        span=place.span,
        address=place.address,
        help=raw["guideline"] or _source_link(about, said.rules["version"]),
        certificate=_certificate(raw, about, place.address),
        data=_data({**raw, **about}),
    )


def _is_soft(check: str, rules: Mapping[str, Any]) -> bool:
    """Whether `.checkov.yaml` says that a check must not fail a run."""
    if check in rules["hard_fail_on"]:
        return False
    return check in rules["soft_fail_on"] or bool(rules["soft_fail"])


def _source_link(about: Mapping[str, Any], version: str) -> str:
    """Where one can read exactly what is checked: Checkov's package has no guideline links."""
    source = about.get("source", "")
    return f"https://github.com/bridgecrewio/checkov/blob/{version}/{source}" if source else ""


def _certificate(raw: Mapping[str, Any], about: Mapping[str, Any], address: str) -> str:
    first, last = raw["lines"]
    lines = [
        f"{raw['check']}: {raw['name']}",
        f"FAILED for resource: {address}",
        f"File: {raw['file']}:{first}-{last}",
    ]
    if raw["evaluated_keys"]:
        lines.append(f"Evaluated: {', '.join(raw['evaluated_keys'])}")
    if "expected_value" in about:
        lines.append(f"Expected value of {about['inspected_key']}: {about['expected_value']!r}")
    if about.get("forbidden_values"):
        lines.append(f"Forbidden values of {about['inspected_key']}: {about['forbidden_values']!r}")
    return "\n".join(lines)


_DATA = (
    *("evaluated_keys", "inspected_key", "expected_value", "expected_values"),
    *("any_value_will_do", "forbidden_values", "definition", "categories"),
    *("resource", "lines"),
)


def _data(raw: Mapping[str, Any]) -> tuple[tuple[str, object], ...]:
    return tuple(
        (name, tuple(raw[name]) if isinstance(raw[name], list) else raw[name])
        for name in _DATA
        if name in raw
    )
