"""Recipe: describe a security group and its rules by what they say themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terraformer_ls.hcl.blocks import Block
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.rewrite import insert_attribute
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.propose.target_block import target_block
from terraformer_ls.verify.findings import Finding
from terraformer_ls.workspace.snapshot import Snapshot

_RULE = "CKV_AWS_23"
_SOURCES = (
    *("cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6", "security_groups"),
    *("source_security_group_id", "referenced_security_group_id", "prefix_list_ids"),
    "prefix_list_id",
)
_NOT_ALLOWED = re.compile(r"[^\w. \-:/()#,@\[\]+=&;{}!$*]")
_LONGEST = 255


def knows_rule_description(finding: Finding) -> bool:
    """Whether the finding is about a missing description."""
    return finding.rule == _RULE


def rule_description(snapshot: Snapshot, finding: Finding) -> Iterator[Candidate]:
    """A description wherever the group or one of its rules has none.

    The group's own can't be changed in place: where a group exists already it is replaced.
    """
    found = target_block(snapshot, finding)
    if found is None or finding.rule != _RULE or found.block.type != "resource":
        return
    document, block = found.document, found.block
    edits: list[TextEdit] = []
    if block.labels[0] == "aws_security_group":
        if block.attribute("description") is None:
            words = block.labels[1].replace("_", " ").replace("-", " ")
            text = f'"Security group {words}"'
            edits.append(insert_attribute(document, block, "description", text))
        rules = [(rule, rule.type) for rule in block.blocks if rule.type in ("ingress", "egress")]
    else:
        type_ = block.attribute("type")
        egress = type_ is not None and _text(document, block, "type") == "egress"
        rules = [(block, "egress" if egress or "_egress_" in block.labels[0] else "ingress")]
    for rule, direction in rules:
        if rule.attribute("description") is None:
            text = f'"{_described(document, rule, direction)}"'
            edits.append(insert_attribute(document, rule, "description", text))
    if edits:
        yield Candidate("Describe what has no description", {finding.file: tuple(edits)})


def _described(document: Document, rule: Block, direction: str) -> str:
    """What a rule lets through, as in `TCP 443 from 10.0.0.0/16`."""
    protocol = _text(document, rule, "protocol") or _text(document, rule, "ip_protocol")
    first, last = _text(document, rule, "from_port"), _text(document, rule, "to_port")
    ports = first if first == last else f"{first}-{last}"
    what = "All traffic" if protocol in ("-1", "all", "") else f"{protocol.upper()} {ports}".strip()
    sources = [text for name in _SOURCES if (text := _text(document, rule, name))]
    whom = ", ".join(sources) or "this group"
    sentence = f"{what} {'to' if direction == 'egress' else 'from'} {whom}"
    return _NOT_ALLOWED.sub(" ", sentence).replace("${", "")[:_LONGEST]


def _text(document: Document, block: Block, name: str) -> str:
    """An argument's value in words: without quotes and brackets; "" where it is not set."""
    attribute = block.attribute(name)
    if attribute is None:
        return ""
    span = attribute.value_span
    text = document.text[span.start : span.end].decode("utf-8", errors="replace")
    return " ".join(re.sub(r'["\[\]]|\$\{|\}', " ", text).split()).replace(" ,", ",")
