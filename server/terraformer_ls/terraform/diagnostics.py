"""Terraform's diagnostics as findings: an exact place in the user's text, and whose fault it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from terraformer_ls.hcl.positions import Span
from terraformer_ls.schema.versions import parse_constraint, parse_version
from terraformer_ls.terraform.blame import Doubtful, doubtful_symbols
from terraformer_ls.terraform.outcome import Outcome
from terraformer_ls.terraform.places import Place, own_files, place_of, top_block, user_path
from terraformer_ls.terraform.prepare import Prepared, Root
from terraformer_ls.terraform.provider_blocks import lacks
from terraformer_ls.verify.findings import Finding, Severity, Stage, Tag
from terraformer_ls.workspace.snapshot import Snapshot

_SCHEMA_RULES = frozenset(
    {
        "insufficient-blocks",
        "invalid-data-source",
        "invalid-ephemeral-resource-type",
        "invalid-resource-type",
        "missing-required-argument",
        "too-many-blocks",
        "unsupported-argument",
        "unsupported-attribute",
        "unsupported-block-type",
        "value-for-unconfigurable-attribute",
    }
)
"""What a schema of another version may say wrongly."""
_WHATEVER_THE_VALUES = frozenset(
    {
        "invalid-data-source",
        "invalid-ephemeral-resource-type",
        "invalid-resource-type",
        "unsupported-argument",
        "unsupported-block-type",
    }
)
"""What is wrong with a text no matter which values reach it."""

_FAILED_CHECK = "check-block-assertion-failed"


@dataclass
class Judged:
    """What a run means for the user.

    Attributes:
        findings: what they can mend, and hints.
        doubts: errors that come from what stands in for the world, each in a sentence.
    """

    findings: list[Finding] = field(default_factory=list[Finding])
    doubts: list[str] = field(default_factory=list[str])


def judge(stage: Stage, outcome: Outcome, prepared: Prepared, snapshot: Snapshot) -> Judged:
    """What Terraform's diagnostics about one root module mean."""
    root = outcome.root
    judged = Judged()
    approximate = {served.address for served in root.providers if served.approximate}
    doubtful: dict[bool, Doubtful] = {}  # by whether the error is about what is unknown
    documents = {
        path: snapshot.files[user_path(path, prepared)] for path in own_files(root, prepared)
    }
    for diagnostic in outcome.diagnostics:
        place = place_of(diagnostic, root, prepared, snapshot)
        if place is None:
            judged.doubts.append(_words(diagnostic))
            continue
        if stage is Stage.PLAN and _hangs_on_values(diagnostic):
            unknown = "cannot be determined until apply" in diagnostic.get("detail", "")
            if unknown not in doubtful:
                doubtful[unknown] = doubtful_symbols(root, documents, only_unknown=unknown)
            symbol = _reached(diagnostic, place, doubtful[unknown])
            if symbol:
                judged.doubts.append(f"{_words(diagnostic)} (depends on {symbol})")
                continue
        finding = _finding(stage, diagnostic, place, lowered=bool(approximate))
        if finding not in judged.findings:
            judged.findings.append(finding)
    return judged


def kept_from_terraform(
    stage: Stage, root: Root, prepared: Prepared, version: str
) -> Iterator[Finding]:
    """What the user should know although Terraform was kept from saying it."""
    for lack in lacks(root, prepared.layout):
        yield Finding(
            stage,
            rule_of(lack.summary),
            lack.detail,
            Severity.ERROR,
            user_path(lack.file, prepared),
            lack.block.header,
            lack.block.address,
            certificate=f"{lack.summary}\n\n{lack.detail}",
        )
    for constraint, path, span in root.required_versions:
        wanted, have = parse_constraint(constraint), parse_version(version)
        if wanted is not None and have is not None and not wanted.allows(have):
            yield Finding(
                stage,
                "unsupported-terraform-core-version",
                f"This module wants Terraform {constraint}; it was checked with {version}.",
                Severity.HINT,
                user_path(path, prepared),
                span,
                "terraform",
            )
    for stubbed in root.stubbed_files:
        where = "lies outside of the workspace" if stubbed.outside else "is not there (yet)"
        yield Finding(
            stage,
            "file-outside-workspace" if stubbed.outside else "file-not-found",
            f'"{stubbed.path}" {where}, so it was not read: a stub stood for it.',
            Severity.HINT,
            user_path(stubbed.file, prepared),
            stubbed.span,
        )


def _hangs_on_values(diagnostic: Mapping[str, Any]) -> bool:
    """Whether it might not be there with other values."""
    rule = rule_of(str(diagnostic["summary"]))
    if diagnostic.get("severity") != "error":
        return rule == _FAILED_CHECK
    return rule not in _WHATEVER_THE_VALUES


def _reached(diagnostic: Mapping[str, Any], place: Place, doubtful: Doubtful) -> str:
    """The doubtful symbol that an error depends on, or ""."""
    snippet: Mapping[str, Any] = diagnostic.get("snippet") or {}
    values: Sequence[Mapping[str, str]] = snippet.get("values") or ()
    for value in values:
        symbol = doubtful.reach_at(place.folder, place.file, place.span, value["traversal"])
        if symbol:
            return symbol
    if diagnostic.get("summary") == "Invalid value for variable" and place.block is not None:
        name = place.block.labels[0] if place.block.labels else ""
        if f"var.{name}" in doubtful.symbols.get(place.folder, set()):
            return f"var.{name}"
    about = place.attribute.span if place.attribute is not None else place.span
    text = place.document.text[about.start : about.end].decode("utf-8", errors="replace")
    return doubtful.reach_at(place.folder, place.file, place.span, text)


def _finding(
    stage: Stage, diagnostic: Mapping[str, Any], place: Place, *, lowered: bool
) -> Finding:
    summary, detail = str(diagnostic["summary"]), str(diagnostic.get("detail", ""))
    rule = rule_of(summary)
    severity = Severity.ERROR
    tags: tuple[Tag, ...] = ()
    if diagnostic.get("severity") == "warning":
        severity = Severity.WARNING if rule == _FAILED_CHECK else Severity.HINT
        if "deprecated" in f"{summary} {detail}".lower():
            tags = (Tag.DEPRECATED,)
    elif lowered and rule in _SCHEMA_RULES:
        severity = Severity.HINT
    top = top_block(place)
    message, span = _reworded(rule, _message(summary, detail), place)
    return Finding(
        stage,
        rule,
        message,
        severity,
        place.file,
        span,
        top.address if top is not None else "",
        certificate=f"{summary}\n\n{detail}".strip(),
        tags=tags,
        data=_data(detail, place),
    )


def rule_of(summary: str) -> str:
    """A rule's id: the summary without names, `Too many a blocks` as `too-many-blocks`."""
    text = re.sub(r'"[^"]*"', "", summary).split(": ")[0].lower()
    text = re.sub(r"^(too many|insufficient) \S+ (blocks)", r"\1 \2", text)
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def _data(detail: str, place: Place) -> tuple[tuple[str, object], ...]:
    """What recipes can use: what Terraform would rather have seen, what is missing."""
    found: list[tuple[str, object]] = []
    for pattern, name in (
        (r'Did you mean "([^"]+)"', "did_you_mean"),
        (r'The argument "([^"]+)" is required', "missing"),
        (r'An (?:argument|attribute) named "([^"]+)"', "name"),
        (r'Blocks of type "([^"]+)" are not expected', "name"),
        (r'At least \d+ "([^"]+)" blocks are required', "missing_block"),
    ):
        match = re.search(pattern, detail)
        if match is not None:
            found.append((name, match[1]))
    if place.attribute is not None:
        found.append(("argument", place.attribute.name))
    return tuple(found)


def _message(summary: str, detail: str) -> str:
    """One sentence or two for a person: the detail says more than the summary, if there is one."""
    text = " ".join(detail.split())
    if not text:
        return summary
    sentence = text if text[0].isupper() or text[0] in "\"'" else f"{summary}: {text}"
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def _reworded(rule: str, message: str, place: Place) -> tuple[str, Span]:
    """What Terraform says about its own working, said about the user's text."""
    block = place.block
    if rule == "module-not-installed" and block is not None:
        source = block.attribute("source")
        if source is not None:
            text = place.document.text[source.value_span.start : source.value_span.end].decode(
                errors="replace"
            )
            if text.startswith(('"./', '"../')):
                return f"There is no module in {text}.", source.value_span
            return message, source.value_span
    if rule == "provider-configuration-not-present" and block is not None:
        provider = block.attribute("provider") or block.attribute("providers")
        if provider is not None:
            value = provider.value_span
            text = place.document.text[value.start : value.end].decode(errors="replace")
            return f"There is no provider configuration for {text}.", value
    if rule == "cycle":
        addresses = sorted(part.strip() for part in message.removeprefix("Cycle:").split(","))
        return f"These depend on each other: {', '.join(addresses)}.", place.span
    return message, place.span


def _words(diagnostic: Mapping[str, Any]) -> str:
    return _message(str(diagnostic["summary"]), str(diagnostic.get("detail", "")))
