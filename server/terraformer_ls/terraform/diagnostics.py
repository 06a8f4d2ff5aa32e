"""Terraform's diagnostics as findings: an exact place in the user's text, and whose fault it is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from terraformer_ls.hcl.blocks import Attribute, Block, top_level_attributes, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.schema.versions import parse_constraint, parse_version
from terraformer_ls.terraform.blame import Doubtful, doubtful_symbols
from terraformer_ls.terraform.engine import Outcome
from terraformer_ls.terraform.module_tree import STUB_FOLDER
from terraformer_ls.terraform.prepare import CONFIGURATIONS, OVERRIDE, Prepared, Root
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

_ADDRESS = re.compile(r"(?:module\.[\w-]+(?:\[[^\]]*\])?\.)*(?:data\.)?[a-z]\w*\.[\w-]+")


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
    documents = {path: snapshot.files[_user_path(path, prepared)] for path in _own(root, prepared)}
    for diagnostic in outcome.diagnostics:
        place = _place(diagnostic, root, prepared, snapshot)
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
            _user_path(lack.file, prepared),
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
                _user_path(path, prepared),
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
            _user_path(stubbed.file, prepared),
            stubbed.span,
        )


def _hangs_on_values(diagnostic: Mapping[str, Any]) -> bool:
    """Whether it might not be there with other values."""
    rule = rule_of(str(diagnostic["summary"]))
    if diagnostic.get("severity") != "error":
        return rule == _FAILED_CHECK
    return rule not in _WHATEVER_THE_VALUES


@dataclass(frozen=True)
class _Place:
    """Where a diagnostic points: a span of the user's text, in a block of theirs."""

    folder: str
    file: str
    span: Span
    document: Document
    block: Block | None
    attribute: Attribute | None


def _place(
    diagnostic: Mapping[str, Any], root: Root, prepared: Prepared, snapshot: Snapshot
) -> _Place | None:
    """The place of a diagnostic, None when it is in a text of ours."""
    where = diagnostic.get("range")
    if not where:
        return _place_by_address(diagnostic, root, prepared, snapshot)
    laid = os.path.normpath(f"{root.folder}/{where['filename']}").replace(os.sep, "/")
    if laid.startswith(STUB_FOLDER) or laid.endswith((OVERRIDE, CONFIGURATIONS)):
        return None
    path = _user_path(laid, prepared)
    document = snapshot.files.get(path)
    if document is None:
        return _place_of_call(laid, root, prepared, snapshot)
    span = Span(where["start"]["byte"], max(where["start"]["byte"], where["end"]["byte"]))
    return _at(document, laid, path, span)


def _at(document: Document, laid: str, path: str, span: Span) -> _Place:
    length = len(document.text)
    span = Span(min(span.start, length), min(span.end, length))
    folder = os.path.dirname(laid) or "."  # noqa: PTH120 - a snapshot's path, always with "/"
    if path.endswith(".json"):
        return _Place(folder, path, span, document, None, None)
    block = _innermost(top_level_blocks(document), span)
    attribute = None
    if block is not None:
        attribute = next(
            (found for found in block.attributes if found.span.encloses(span)),
            None,
        )
        # What is missing in a block is reported at its brace, which is hard to see.
        if attribute is None and document.text[span.start : span.end] in (b"{", b""):
            brace = document.text[span.start : span.start + 1] == b"{"
            if brace and span.start <= block.header.end:
                span = block.header
        elif not document.text[span.start : span.end].strip():
            # A line that ends too early: mark what there is of it.
            line = document.lines.line_span(document.lines.line_of(span.start))
            text = document.text[line.start : line.end]
            span = Span(line.start + len(text) - len(text.lstrip()), line.end)
    return _Place(folder, path, span, document, block, attribute)


def _place_by_address(
    diagnostic: Mapping[str, Any], root: Root, prepared: Prepared, snapshot: Snapshot
) -> _Place | None:
    """The block that a diagnostic without a range names, else the root's first file."""
    text = "\n".join(str(diagnostic.get(part, "")) for part in ("address", "summary", "detail"))
    value = re.search(r'variable named "([^"]+)" but a value was found in file "([^"]+)"', text)
    if value is not None:
        file = os.path.normpath(f"{root.folder}/{value[2]}").replace(os.sep, "/")
        if file in snapshot.files:
            return _place_of_value(value[1], file, snapshot.files[file])
    named = sorted(_without_instances(found) for found in _ADDRESS.findall(text))
    own = {path: _user_path(path, prepared) for path in _own(root, prepared)}
    for address in named:
        for laid, path in own.items():
            document = snapshot.files[path]
            if path.endswith(".json"):
                continue
            for block in top_level_blocks(document):
                if address in _addresses(block):
                    return _at(document, laid, path, block.header)
    provider = re.search(r'\bprovider(?:\["| ")[\w./-]*?([\w-]+)"', text)
    for laid, path in own.items():
        document = snapshot.files[path]
        for block in () if path.endswith(".json") else top_level_blocks(document):
            if provider and block.labels and block.labels[0].startswith(provider[1]):
                return _at(document, laid, path, block.header)
    for laid, path in own.items():
        return _at(snapshot.files[path], laid, path, Span(0, 0))
    return None


def _place_of_value(name: str, file: str, document: Document) -> _Place:
    """A variable's value in a file of values, the file's start if it is not found there."""
    span = next(
        (found.span for found in top_level_attributes(document) if found.name == name), Span(0, 0)
    )
    return _Place(os.path.dirname(file) or ".", file, span, document, None, None)  # noqa: PTH120


def _place_of_call(laid: str, root: Root, prepared: Prepared, snapshot: Snapshot) -> _Place | None:
    """The call of the downloaded module in which a diagnostic is."""
    key = re.search(r"\.terraform/modules/([^/.]+)", laid)
    for path in _own(root, prepared):
        user_path = _user_path(path, prepared)
        document = snapshot.files[user_path]
        for block in top_level_blocks(document):
            if key and block.type == "module" and block.labels == (key[1],):
                return _at(document, path, user_path, block.header)
    return None


def _reached(diagnostic: Mapping[str, Any], place: _Place, doubtful: Doubtful) -> str:
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
    stage: Stage, diagnostic: Mapping[str, Any], place: _Place, *, lowered: bool
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
    top = _innermost_top(place)
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


def _data(detail: str, place: _Place) -> tuple[tuple[str, object], ...]:
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


def _reworded(rule: str, message: str, place: _Place) -> tuple[str, Span]:
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


def _own(root: Root, prepared: Prepared) -> list[str]:
    """The laid paths of a root's modules' files that are the user's."""
    return [
        path
        for record in root.tree.records
        for path in record.files
        if path not in root.tree.files and path in prepared.layout.files
    ]


def _user_path(laid: str, prepared: Prepared) -> str:
    return prepared.names.get(laid, laid)


def _innermost(blocks: Iterable[Block], span: Span) -> Block | None:
    for block in blocks:
        if block.span.encloses(span):
            return _innermost(block.blocks, span) or block
    return None


def _innermost_top(place: _Place) -> Block | None:
    if place.block is None:
        return None
    return next(
        (block for block in top_level_blocks(place.document) if block.span.encloses(place.span)),
        place.block,
    )


def _addresses(block: Block) -> tuple[str, ...]:
    """The names under which Terraform's messages speak of a block."""
    if block.type == "locals":
        return tuple(f"local.{attribute.name}" for attribute in block.attributes)
    return (block.address,)


def _without_instances(address: str) -> str:
    """An address as in the text of its own module: without module path and instance keys."""
    return re.sub(r"^(?:module\.[\w-]+(?:\[[^\]]*\])?\.)+(?=\w+\.)", "", address)
