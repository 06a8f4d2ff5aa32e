"""From what Checkov's worker said to findings at exact places in the user's text.

Checkov's words name checks, attributes and blocks, never the values that it found: a secret in the
text does not get into a finding.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from terraformer_ls.hcl.positions import Span
from terraformer_ls.policy.locate import Place, locate
from terraformer_ls.policy.severity import severity_of
from terraformer_ls.verify.findings import Finding, Severity, Stage
from terraformer_ls.workspace.snapshot import Snapshot


def finding_from(snapshot: Snapshot, raw: dict[str, Any], answer: dict[str, Any]) -> Finding:
    """The finding for one failed check.

    Args:
        snapshot: the files that were scanned.
        raw: the failed check, as `checkov_results.py` writes it.
        answer: the whole answer, with what there is to know of each check.
    """
    file = PurePosixPath(raw["file"]).as_posix()
    document = snapshot.files.get(file)
    place = (
        locate(document, raw["resource"], raw["lines"][0], raw["evaluated_keys"])
        if document is not None
        else Place(None, raw["resource"], Span(0, 0))
    )
    about: dict[str, Any] = answer["abouts"].get(raw["about"], {})
    severity = severity_of(raw["name"], about.get("categories", ()), raw["severity"])
    return Finding(
        stage=Stage.POLICY,
        rule=raw["check"],
        message=raw["name"],
        severity=Severity.HINT if _is_soft(raw["check"], answer) else severity,
        file=file if document is not None else "",
        span=place.span,
        address=place.address,
        help=raw["guideline"] or _source_link(about, answer["version"]),
        certificate=_certificate(raw, about, place.address),
        data=_data(raw | about),
    )


def _is_soft(check: str, answer: dict[str, Any]) -> bool:
    """Whether `.checkov.yaml` says that a check must not fail a run."""
    if check in answer["hard_fail_on"]:
        return False
    return check in answer["soft_fail_on"] or bool(answer["soft_fail"])


def _source_link(about: dict[str, Any], version: str) -> str:
    """Where one can read exactly what is checked: Checkov's package has no guideline links."""
    source = about.get("source", "")
    return f"https://github.com/bridgecrewio/checkov/blob/{version}/{source}" if source else ""


def _certificate(raw: dict[str, Any], about: dict[str, Any], address: str) -> str:
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


def _data(raw: dict[str, Any]) -> tuple[tuple[str, object], ...]:
    return tuple(
        (name, tuple(raw[name]) if isinstance(raw[name], list) else raw[name])
        for name in _DATA
        if name in raw
    )
