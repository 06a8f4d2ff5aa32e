"""Recipe: let in the module's own network where a rule lets in the whole internet.

Which ports the policy is about stands in a table; of a security group only the rules that open one
of them change. Where the module has not exactly one network that could be meant, nothing is
guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from terraformer_ls.hcl.blocks import Attribute, Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.hcl.rewrite import set_value
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.propose.target_block import target_block
from terraformer_ls.verify.findings import Finding
from terraformer_ls.workspace.snapshot import Snapshot

_ALL = -1
_PORTS: Mapping[str, int] = {
    "CKV_AWS_24": 22,
    "CKV_AWS_25": 3389,
    "CKV_AWS_260": 80,
    "CKV_AWS_277": _ALL,
    "CKV_AZURE_9": 3389,
    "CKV_AZURE_10": 22,
    "CKV_AZURE_77": _ALL,
    "CKV_AZURE_160": 80,
    "CKV_GCP_2": 22,
    "CKV_GCP_3": 3389,
    "CKV_GCP_75": 21,
    "CKV_GCP_77": 20,
    "CKV_GCP_88": 3306,
    "CKV_GCP_106": 80,
}
_IPV4 = re.compile(r'"0\.0\.0\.0/0"')
_AZURE_INTERNET = re.compile(r'"(?:\*|0\.0\.0\.0(?:/0)?|<nw>/0|/0|internet|any)"', re.IGNORECASE)


def knows_open_source(finding: Finding) -> bool:
    """Whether the finding is about a port that is open to the internet."""
    return finding.rule in _PORTS


def open_source(snapshot: Snapshot, finding: Finding) -> Iterator[Candidate]:
    """The rules with the internet as their source replaced by the module's own network."""
    found = target_block(snapshot, finding)
    if found is None or finding.rule not in _PORTS or found.block.type != "resource":
        return
    document, block, port = found.document, found.block, _PORTS[finding.rule]
    match block.labels[0]:
        case "aws_security_group":
            rules, names = block.blocks_of("ingress"), ("cidr_blocks",)
            network = _aws_network(snapshot, finding.file, document, block)
        case "aws_security_group_rule":
            rules, names = (block,), ("cidr_blocks",)
            network = _aws_network(snapshot, finding.file, document, block)
        case "aws_vpc_security_group_ingress_rule":
            rules, names = (block,), ("cidr_ipv4",)
            network = _aws_network(snapshot, finding.file, document, block)
        case "google_compute_firewall":
            rules, names = (block,), ("source_ranges",)
            only = _only(snapshot, finding.file, "google_compute_subnetwork")
            network = f"{only}.ip_cidr_range" if only else ""
            port = None
        case "azurerm_network_security_rule":
            rules, names = (block,), ("source_address_prefix", "source_address_prefixes")
            network, port = '"VirtualNetwork"', None
        case "azurerm_network_security_group":
            rules = block.blocks_of("security_rule")
            names = ("source_address_prefix",)
            network = '"VirtualNetwork"'
        case _:
            return
    internet = _AZURE_INTERNET if block.labels[0].startswith("azurerm_") else _IPV4
    edits = [
        edit
        for rule in rules
        if port is None or _opens(document, rule, port)
        for name in names
        if (attribute := rule.attribute(name)) is not None
        and (edit := _narrowed(document, attribute, internet, network)) is not None
    ]
    if network and edits:
        named = network.strip('"')
        yield Candidate(f"Let in {named} alone", {finding.file: tuple(edits)})


def _narrowed(
    document: Document, attribute: Attribute, internet: re.Pattern[str], network: str
) -> TextEdit | None:
    value = _text(document, attribute.value_span)
    narrowed = internet.sub(network, value)
    return set_value(attribute, narrowed) if narrowed != value else None


def _opens(document: Document, rule: Block, port: int) -> bool:
    """Whether a rule lets something in on a port, as far as its literals tell."""
    azure = rule.attribute("destination_port_range")
    if azure is not None:
        ends = [*re.findall(r"\d+", _text(document, azure.value_span))]
        everything = "*" in _text(document, azure.value_span)
        return everything or port == _ALL or (bool(ends) and int(ends[0]) <= port <= int(ends[-1]))
    first, last = (_number(document, rule, name) for name in ("from_port", "to_port"))
    if first is None or last is None or port == _ALL:
        return True
    return first <= port <= (65535 if first == last == 0 else last)


def _aws_network(snapshot: Snapshot, file: str, document: Document, block: Block) -> str:
    """The range of the VPC that the block names, or else of the module's only one."""
    attribute = block.attribute("vpc_id")
    if attribute is not None:
        value = _text(document, attribute.value_span)
        named = re.fullmatch(r"(aws_vpc\.[\w-]+)\.id", value)
        return f"{named[1]}.cidr_block" if named is not None else ""
    only = _only(snapshot, file, "aws_vpc")
    return f"{only}.cidr_block" if only else ""


def _only(snapshot: Snapshot, file: str, type_: str) -> str:
    """The address of the module's only resource of a type, "" if there is none or several."""
    folder = file.rpartition("/")[0]
    found = [
        block
        for path, document in snapshot.hcl_files.items()
        if path.rpartition("/")[0] == folder
        for block in top_level_blocks(document)
        if block.type == "resource" and block.labels[:1] == (type_,)
    ]
    if len(found) != 1 or found[0].attribute("count") or found[0].attribute("for_each"):
        return ""
    return found[0].address


def _number(document: Document, block: Block, name: str) -> int | None:
    attribute = block.attribute(name)
    text = _text(document, attribute.value_span) if attribute is not None else ""
    return int(text) if re.fullmatch(r"-?\d+", text) else None


def _text(document: Document, span: Span) -> str:
    return document.text[span.start : span.end].decode("utf-8", errors="surrogateescape")
