"""Intent: let traffic in ("allow HTTPS from 10.0.0.0/8 to the web security group")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terraformer_ls.hcl.rewrite import insert_after_block, insert_block
from terraformer_ls.propose.intents.request import Intended, Request, stems
from terraformer_ls.propose.intents.targets import Target, blocks_within, targets
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.schema.symbols import module_at

_FORM = re.compile(r"(?:allow|open|permit|let in|add)\s+(?P<what>.+)", re.IGNORECASE)
_PORT = re.compile(r"\bport\s+(?P<port>\d{1,5})\b|\b(?P<port2>\d{1,5})/(?:tcp|udp)\b")
_CIDR = re.compile(r"\b\d+\.\d+\.\d+\.\d+/\d+\b")
_PORTS = {
    "ssh": 22,
    "http": 80,
    "https": 443,
    "rdp": 3389,
    "mysql": 3306,
    "postgre": 5432,
    "postgresql": 5432,
    "postgres": 5432,
    "redis": 6379,
    "dns": 53,
}
_GROUP = "aws_security_group"
_RULE = "aws_vpc_security_group_ingress_rule"


def open_port(request: Request, clause: str) -> Iterator[Intended]:
    """A rule of the security group that is meant, in the form that the module has already.

    From where must be said: nothing is opened to everyone by omission.
    """
    found = _FORM.fullmatch(clause)
    source = _CIDR.search(clause)
    if found is None or source is None:
        return
    named = _PORT.search(clause)
    port = int(named["port"] or named["port2"]) if named is not None else None
    name = next((word for word in _PORTS if word in stems(clause)), "")
    port = port if port is not None else _PORTS.get(name)
    groups = [t for t in blocks_within(request) if t.block.labels[:1] == (_GROUP,)]
    meant = [t for t in targets(request, clause) if t in groups] or groups
    if port is None or len(meant) != 1:
        return
    protocol = "udp" if re.search(r"\budp\b", clause, re.IGNORECASE) else "tcp"
    yield _rule(request, meant[0], name or f"port {port}", port, protocol, source[0])


def _rule(
    request: Request, target: Target, name: str, port: int, protocol: str, source: str
) -> Intended:
    description = f"{name.upper() if name in _PORTS else name.capitalize()} from {source}"
    label = target.block.labels[-1]
    title = f"Allow {description} in `{target.block.address}`"
    if target.block.blocks_of("ingress"):
        text = (
            f'ingress {{\n  description = "{description}"\n  from_port   = {port}\n'
            f'  to_port     = {port}\n  protocol    = "{protocol}"\n'
            f'  cidr_blocks = ["{source}"]\n}}'
        )
        edit = insert_block(target.document, target.block, text)
        address = target.block.address
        return Intended(Candidate(title, {target.path: (edit,)}), frozenset({address}), exact=True)
    module = module_at(request.snapshot, target.path)
    wanted = f"{label}_{name}".replace(" ", "_").replace("-", "_")
    names = [wanted, *(f"{wanted}_{number}" for number in range(2, 20))]
    own = next(n for n in names if module is None or not module.declares((_RULE, n)))
    text = (
        f'resource "{_RULE}" "{own}" {{\n'
        f"  security_group_id = {target.block.address}.id\n"
        f'  description       = "{description}"\n'
        f'  cidr_ipv4         = "{source}"\n'
        f"  from_port         = {port}\n  to_port           = {port}\n"
        f'  ip_protocol       = "{protocol}"\n}}'
    )
    edit = insert_after_block(target.document, target.block, text)
    touched = frozenset({f"{_RULE}.{own}"})
    return Intended(Candidate(title, {target.path: (edit,)}), touched, exact=True)
