"""Recipe: give an argument the value that the policy itself says it expects.

Checkov's checks name the key they inspect (`root_block_device/[0]/encrypted`) and the values they
accept or forbid; that is enough for most of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

from terraformer_ls.hcl.blocks import Attribute, Block
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.rewrite import (
    insert_attribute,
    insert_block,
    remove_attribute,
    set_value,
)
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.propose.target_block import target_block
from terraformer_ls.verify.findings import Finding
from terraformer_ls.workspace.snapshot import Snapshot

_MOST_VALUES = 3


def knows_expected_value(finding: Finding) -> bool:
    """Whether the policy said which key it inspects and what it wants there."""
    return isinstance(finding.datum("inspected_key"), str) and (
        bool(_expected(finding)) or bool(_forbidden(finding))
    )


def expected_value(snapshot: Snapshot, finding: Finding) -> Iterator[Candidate]:
    """Candidates that set the inspected key to each accepted value, or drop a forbidden one."""
    key = finding.datum("inspected_key")
    found = target_block(snapshot, finding)
    if not isinstance(key, str) or found is None:
        return
    path = [part for part in re.split(r"[/.]", key) if part and not part.startswith("[")]
    if not path or any(not re.fullmatch(r"[A-Za-z_][\w-]*", part) for part in path):
        return
    for value in _expected(finding)[:_MOST_VALUES]:
        literal = _literal(value)
        edit = _set(found.document, found.block, path, literal)
        if edit is not None:
            title = f"Set `{'.'.join(path)}` to {literal}"
            yield Candidate(title, {finding.file: (edit,)})
    existing = _lookup(found.block, path)
    if existing is not None and _forbidden(finding):
        edit = remove_attribute(found.document, existing)
        yield Candidate(f"Remove `{'.'.join(path)}`", {finding.file: (edit,)})


def _expected(finding: Finding) -> list[object]:
    """The values that the policy accepts, the one it prefers first."""
    values: list[object] = []
    preferred = finding.datum("expected_value")
    accepted = finding.datum("expected_values")
    if preferred is not None:
        values.append(preferred)
    values.extend(_values(accepted))
    if _forbidden(finding) == [True] or _forbidden(finding) == ["true"]:
        values.append(False)
    if _forbidden(finding) == [False]:
        values.append(True)
    # Checkov's checks default to True; where numbers are accepted, True is that default shining
    # through. 1 == True in Python, so values are told apart by how they are written.
    if any(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        values = [value for value in values if not isinstance(value, bool)]
    scalars = (value for value in values if isinstance(value, bool | int | float | str))
    return list({_literal(value): value for value in scalars}.values())


def _forbidden(finding: Finding) -> list[object]:
    return _values(finding.datum("forbidden_values"))


def _values(listed: object) -> list[object]:
    return list(cast("Sequence[object]", listed)) if isinstance(listed, list | tuple) else []


def _set(document: Document, block: Block, path: Sequence[str], literal: str) -> TextEdit | None:
    """The edit that gives the argument at `path` its value, making the blocks on the way."""
    name, *rest = path
    if not rest:
        attribute = block.attribute(name)
        if attribute is not None:
            return set_value(attribute, literal)
        return None if block.blocks_of(name) else insert_attribute(document, block, name, literal)
    inner = block.blocks_of(name)
    if inner:
        return _set(document, inner[0], rest, literal)
    if block.attribute(name) is not None:
        return None
    *outer, last = rest
    body = f"{last} = {literal}"
    for type_ in reversed(outer):
        body = f"{type_} {{\n  {body.replace(chr(10), chr(10) + '  ')}\n}}"
    indented = body.replace("\n", "\n  ")
    return insert_block(document, block, f"{name} {{\n  {indented}\n}}")


def _lookup(block: Block, path: Sequence[str]) -> Attribute | None:
    name, *rest = path
    if not rest:
        return block.attribute(name)
    inner = block.blocks_of(name)
    return _lookup(inner[0], rest) if inner else None


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("${", "$${")
        return f'"{escaped}"' if value.lower() not in ("true", "false") else value.lower()
    return str(value)
