"""Recipe: give an argument the value that the policy itself says it expects.

Checkov's checks name the key they inspect (`root_block_device/[0]/encrypted`) and the values they
accept or forbid; its graph checks are conditions over attributes. Together with the provider's
schema, which tells whether a name is a block or an argument and of which type, that is enough for
most of them. Where the value alone would be refused or do harm, nothing is derived.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from terraformer_ls.hcl.blocks import Block
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.rewrite import remove_attribute, remove_block
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.propose.recipes.merge import merge
from terraformer_ls.propose.recipes.wanted_values import Wanted, alternatives
from terraformer_ls.propose.target_block import TargetBlock, schema_of, target_block
from terraformer_ls.schema.cty import Kind, Type
from terraformer_ls.schema.model import BlockSchema
from terraformer_ls.verify.findings import Finding
from terraformer_ls.workspace.snapshot import Snapshot

_MOST_CANDIDATES = 3
_NAME = re.compile(r"[A-Za-z_][\w-]*")
_LIFECYCLE = BlockSchema(folded=True)

NOT_ALONE: Mapping[str, str] = {
    "CKV2_AWS_50": "failover is refused with a single node",
    "CKV2_AWS_52": "fine-grained access is refused without a master user",
    "CKV_AWS_118": "enhanced monitoring is refused without a role",
    "CKV_AWS_135": "older types of machines refuse it",
    "CKV_AWS_285": "logging is refused without a destination that the role may write to",
    "CKV_AWS_363": "code written for one runtime need not run on another",
    "CKV_AZURE_112": "only a premium vault takes keys of hardware modules",
    "CKV_AZURE_139": "only a premium registry can do it",
    "CKV_AZURE_141": "a cluster without Azure AD would be left without any account",
    "CKV_AZURE_149": "a machine without an SSH key is refused",
    "CKV_AZURE_166": "only a premium registry can do it",
    "CKV_AZURE_174": "Azure refuses it when a service is created",
    "CKV_AZURE_206": "premium accounts are not replicated",
    "CKV_AZURE_224": "an existing database would be replaced by an empty one",
    "CKV_AZURE_225": "only some plans can do it",
    "CKV_AZURE_226": "only some sizes of machines have the room",
    "CKV_AZURE_232": "a cluster's only pool would take nothing else any more",
    "CKV_AZURE_237": "only a premium registry can do it",
    "CKV_AZURE_88": "what is mounted from where cannot be guessed",
    "CKV_GCP_79": "a new major version changes what clients see, and there is no way back",
    "CKV_GCP_82": "that keeps Terraform from carrying out what the author may want later",
}
"""Rules whose expected value, set anywhere by itself, would be no fix, each with the reason.

A template may know how and where.
"""


def knows_expected_value(finding: Finding) -> bool:
    """Whether the policy said what it wants where."""
    return finding.rule not in NOT_ALONE and (
        any(True for _ in alternatives(finding)) or _must_go(finding)
    )


def expected_value(snapshot: Snapshot, finding: Finding) -> Iterator[Candidate]:
    """Candidates that give each inspected key an accepted value, or drop what must not be there."""
    found = target_block(snapshot, finding)
    if found is None or finding.rule in NOT_ALONE:
        return
    schema = schema_of(snapshot, finding.file, found.block)
    offered = 0
    for wanted in alternatives(finding):
        written = [_written(schema, _names(each.path), each.value) for each in wanted]
        bodies = [text for text in written if text is not None]
        if len(bodies) != len(wanted) or offered == _MOST_CANDIDATES:
            continue
        edit = merge(found.document, found.block, "\n".join(bodies))
        if edit is not None:
            offered += 1
            yield Candidate(_title(wanted), {finding.file: (edit,)})
    key = finding.datum("inspected_key")
    if isinstance(key, str) and _must_go(finding):
        edit = _removal(found, found.block, _names(key))
        if edit is not None:
            yield Candidate(f"Remove `{'.'.join(_names(key))}`", {finding.file: (edit,)})


def _must_go(finding: Finding) -> bool:
    """Whether the policy forbids the argument whatever its value."""
    forbidden = finding.datum("forbidden_values")
    return isinstance(forbidden, list | tuple) and "CKV_ANY" in cast("Sequence[object]", forbidden)


def _names(path: str) -> list[str]:
    """The names in Checkov's path, without its indices."""
    return [part for part in re.split(r"[/.]", path) if _NAME.fullmatch(part)]


def _written(schema: BlockSchema | None, path: Sequence[str], value: object) -> str | None:
    """The HCL that gives the argument at `path` its value, None where the schema has no such."""
    if not path:
        return None
    name, *rest = path
    if name == "lifecycle":
        schema, known = _LIFECYCLE, False
    else:
        known = schema is not None and not schema.folded
    if rest and (not known or (schema is not None and name in schema.blocks)):
        nested = schema.blocks.get(name) if schema is not None else None
        if nested is not None and nested.block.deprecated:
            return None
        inner = _written(nested.block if nested is not None else None, rest, value)
        return None if inner is None else f"{name} {{\n{_indented(inner)}\n}}"
    if schema is None or not known:
        return f"{name} = {_scalar(value)}"
    attribute = schema.attributes.get(name)
    if attribute is None or not attribute.settable or attribute.deprecated:
        return None
    if rest:
        is_map = attribute.type.kind is Kind.MAP and len(rest) == 1
        return f"{name} = {{\n  {rest[0]} = {_scalar(value)}\n}}" if is_map else None
    literal = _literal(attribute.type, value)
    return None if literal is None else f"{name} = {literal}"


def _literal(type_: Type, value: object) -> str | None:
    """The value as a literal of a type; None where it is of no such type."""
    if type_.kind in (Kind.LIST, Kind.SET) and type_.element is not None:
        inner = _literal(type_.element, value)
        return None if inner is None else f"[{inner}]"
    scalar = _scalar(value)
    is_truth = scalar in ("true", "false")
    match type_.kind:
        case Kind.BOOL:
            return scalar if is_truth else None
        case Kind.NUMBER:
            return scalar if re.fullmatch(r"-?\d+(\.\d+)?", scalar.strip('"')) else None
        case Kind.STRING:
            # Providers keep what may be true, false or unset as a string.
            return scalar if is_truth else _scalar(str(value))
        case Kind.DYNAMIC:
            return scalar
        case _:
            return None


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("${", "$${")
        return f'"{escaped}"' if value.lower() not in ("true", "false") else value.lower()
    return str(value)


def _indented(text: str) -> str:
    return "  " + text.replace("\n", "\n  ")


def _removal(found: TargetBlock, block: Block, path: Sequence[str]) -> TextEdit | None:
    name, *rest = path
    inner = block.blocks_of(name)
    if rest:
        return _removal(found, inner[0], rest) if inner else None
    if inner:
        return remove_block(found.document, inner[0])
    attribute = block.attribute(name)
    return None if attribute is None else remove_attribute(found.document, attribute)


def _title(wanted: Sequence[Wanted]) -> str:
    said = [f"`{'.'.join(_names(each.path))}` to {_scalar(each.value)}" for each in wanted]
    *others, last = said
    return f"Set {', '.join(others)} and {last}" if others else f"Set {last}"
