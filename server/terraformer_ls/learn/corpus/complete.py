"""Completing a configuration until the schema has nothing against it.

Excerpts refer to what they don't show, and old ones use arguments that are gone. What is missing
is declared: by an example of the type from the corpus, or as a variable. What is wrong is repaired
by the recipes that also serve the editor. Whether the result plans is not decided here.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from terraformer_ls.hcl.blocks import Attribute, Block, top_level_blocks
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.format import formatted
from terraformer_ls.hcl.positions import Span
from terraformer_ls.hcl.rewrite import append_block, rename_label
from terraformer_ls.learn.corpus.judge import cheap_findings, snapshot_of
from terraformer_ls.learn.corpus.material import Material
from terraformer_ls.learn.verified import FILE
from terraformer_ls.propose.recipes.schema import schema_fix
from terraformer_ls.schema.lookup import body_at
from terraformer_ls.schema.reading import read_block
from terraformer_ls.verify.findings import Finding, Stage
from terraformer_ls.workspace.snapshot import Snapshot

_MOST_STEPS = 16
_MOST_COMPANIONS = 3
_LONGEST_COMPANION = 420
_PLACE_OF_REFERENCE = 2


@dataclass(frozen=True, slots=True)
class Completed:
    """A configuration that `schema` accepts.

    Attributes:
        text: the configuration.
        broken: what it was before its errors were repaired, with everything declared; "" where
            nothing had to be repaired.
    """

    text: str
    broken: str = ""


def completed(text: str, material: Material, chance: random.Random) -> Completed | None:
    """The configuration with everything declared and repaired, None where that can't be done."""
    snapshot = snapshot_of(text)
    broken = ""
    companions = 0
    for _ in range(_MOST_STEPS):
        findings = cheap_findings(snapshot)
        if not findings:
            return Completed(_laid_out(snapshot), broken)
        if any(finding.stage is Stage.SYNTAX for finding in findings):
            return None
        missing = next((f for f in findings if f.rule.startswith("undeclared-")), None)
        if missing is not None:
            wants_companion = companions < _MOST_COMPANIONS and chance.random() < 0.7
            after = _with_companion(snapshot, missing, material) if wants_companion else None
            companions += after is not None
            after = after or _with_variable(snapshot, missing)
        else:
            broken = broken or _laid_out(snapshot)
            after = _repaired(snapshot, findings, material, chance)
        if after is None:
            return None
        snapshot = after
    return None


def _laid_out(snapshot: Snapshot) -> str:
    return formatted(snapshot.files[FILE].text).decode("utf-8", errors="replace")


def _with_companion(snapshot: Snapshot, finding: Finding, material: Material) -> Snapshot | None:
    """The snapshot with an example of the type that is referred to, under the wanted name."""
    names = finding.datum("address")
    if not isinstance(names, tuple) or finding.rule not in (
        "undeclared-resource",
        "undeclared-data",
    ):
        return None
    kind = "data" if finding.rule == "undeclared-data" else "resource"
    *_, type_, name = (str(part) for part in names)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    document = snapshot.files[FILE]
    for example in material.examples(kind, type_):
        if len(example) > _LONGEST_COMPANION:
            continue
        added = snapshot_of(example)
        block = top_level_blocks(added.files[FILE])[0]
        renamed = added.with_edits({FILE: [rename_label(block, 1, name)]})
        if any(not f.rule.startswith("undeclared-") for f in cheap_findings(renamed)):
            continue
        edit = append_block(document, renamed.files[FILE].text.decode("utf-8", errors="replace"))
        return snapshot.with_edits({FILE: [edit]})
    return None


def _with_variable(snapshot: Snapshot, finding: Finding) -> Snapshot | None:
    """The snapshot with the reference replaced by a variable of a telling name, declared."""
    document = snapshot.files[FILE]
    for block in top_level_blocks(document):
        if not block.span.contains(finding.span.start):
            continue
        reading = read_block(document.text[block.span.start : block.span.end])
        if reading is None:
            return None
        for reference in reading.references:
            span = reference.span.moved(block.span.start)
            if span.start != finding.span.start:
                continue
            names = [part.name for part in reference.parts]
            attribute = _attribute_around(block, span)
            whole = attribute is not None and attribute.value_span == span
            name = _variable_name(names, attribute.name if attribute and whole else "")
            type_ = "list(string)" if "" in names[:-1] and whole else "string"
            known = _argument_type(snapshot, block, attribute) if attribute and whole else ""
            type_ = known or type_
            declared = {b.labels[0] for b in top_level_blocks(document) if b.type == "variable"}
            edits = [TextEdit(span, f"var.{name}")]
            if name not in declared:
                variable = f'variable "{name}" {{\n  type = {type_}\n}}'
                edits.append(append_block(document, variable))
            return snapshot.with_edits({FILE: edits})
    return None


def _attribute_around(block: Block, span: Span) -> Attribute | None:
    around = (
        attribute
        for inner in block.walk()
        for attribute in inner.attributes
        if attribute.value_span.encloses(span)
    )
    return next(around, None)


def _variable_name(names: list[str], argument: str) -> str:
    """`vpc_id` for `aws_vpc.main.id`; an argument that is nothing but the reference gives its own.

    A variable keeps its name.
    """
    if names[0] in ("var", "local") and len(names) > 1:
        return names[1]
    if re.search(r"_(id|ids|arn|arns|name|url|key|email)$", argument):
        return argument
    if names[0] == "module":
        return "_".join(name for name in names[1:] if name)
    type_ = names[1] if names[0] == "data" else names[0]
    stem = type_.partition("_")[2] or type_
    last = next((name for name in reversed(names[_PLACE_OF_REFERENCE:]) if name), "")
    return stem if not last or stem.endswith(f"_{last}") else f"{stem}_{last}"


def _argument_type(snapshot: Snapshot, block: Block, attribute: Attribute) -> str:
    inner = next(
        (found for found in block.walk() if attribute in found.attributes),
        block,
    )
    place = body_at(snapshot, FILE, inner.body.start + 1)
    known = place.schema.attributes.get(attribute.name) if place is not None else None
    written = str(known.type) if known is not None else ""
    return written if re.fullmatch(r"string|number|bool|list\(string\)", written) else ""


def _repaired(
    snapshot: Snapshot, findings: tuple[Finding, ...], material: Material, chance: random.Random
) -> Snapshot | None:
    """The snapshot after the first change that takes findings away and adds none."""
    for finding in findings:
        for candidate in schema_fix(snapshot, finding):
            after = snapshot.with_edits(candidate.edits)
            if finding.rule == "missing-argument":
                after = _with_likely_values(snapshot, after, material, chance)
            left = cheap_findings(after) if after is not None else findings
            if after is not None and len(left) < len(findings):
                return after
    return None


_EMPTY_VALUE = re.compile(
    rb'(?P<name>\w+)[ \t]*=[ \t]*(?P<value>""|\[\]|0|\{\})[ \t]*$', re.MULTILINE
)


def _with_likely_values(
    before: Snapshot, after: Snapshot, material: Material, chance: random.Random
) -> Snapshot | None:
    """The snapshot with values of the corpus where a recipe could but write empty ones.

    None where the corpus has none: an empty name is nothing to learn from.
    """
    known = before.files[FILE].text
    document = after.files[FILE]
    edits: list[TextEdit] = []
    for block in top_level_blocks(document):
        for path, inner in _bodies(block, ""):
            for attribute in inner.attributes:
                span = attribute.value_span
                line = document.text[attribute.span.start : span.end]
                if not _EMPTY_VALUE.fullmatch(line) or line in known or len(block.labels) != 2:
                    continue
                value = material.likely_value(block.labels[0], path + attribute.name, chance)
                if value is None:
                    return None
                edits.append(TextEdit(span, value))
    return after.with_edits({FILE: edits}) if edits else after


def _bodies(block: Block, prefix: str) -> list[tuple[str, Block]]:
    found = [(prefix, block)]
    for inner in block.blocks:
        found.extend(_bodies(inner, f"{prefix}{inner.type}."))
    return found
