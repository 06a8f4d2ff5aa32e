"""Intent: show something of a resource as an output ("output the bucket's ARN")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terraformer_ls.propose.intents.place import placed_block
from terraformer_ls.propose.intents.request import Intended, Request, stems
from terraformer_ls.propose.intents.targets import Target, targets
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.propose.target_block import schema_of
from terraformer_ls.schema.symbols import module_at

_FORM = re.compile(
    r"(?:(?:add|create|define|declare)\s+(?:an?\s+)?outputs?\s+"
    r"(?:(?:called|named)\s+(?P<name>[\w-]+)\s+)?(?:for|with|of|that shows)\s+"
    r"|output\s+|expose\s+|export\s+)(?P<what>.+?)"
    r"(?:\s+(?:as|called)\s+(?:an?\s+)?(?:outputs?\b\s*)?(?P<name2>[\w-]*))?",
    re.IGNORECASE,
)
_USUAL = ("arn", "id", "self_link", "name")


def output(request: Request, clause: str) -> Iterator[Intended]:
    """The output, named after what it shows, in the file where outputs are."""
    found = _FORM.fullmatch(clause)
    if found is None:
        return
    what = re.sub(r"'s\b", "", found["what"])
    meant = targets(request, what, ("resource", "data"))
    if len(meant) != 1:
        return
    target = meant[0]
    if target.block.attribute("count") or target.block.attribute("for_each"):
        return
    attribute, sensitive = _attribute(request, target, what)
    if not attribute:
        return
    module = module_at(request.snapshot, target.path)
    given = found["name"] or found["name2"]
    names = [given] if given else [f"{target.block.labels[-1]}_{attribute}".replace("-", "_")]
    names += [f"{target.block.labels[0].partition('_')[2]}_{names[0]}"]
    name = next((n for n in names if module is None or not module.declares(("output", n))), None)
    if name is None:
        return
    title = attribute.upper() if len(attribute) <= 3 else attribute.replace("_", " ").capitalize()
    lines = [
        f'  description = "{title} of {target.block.address}."',
        f"  value       = {target.block.address}.{attribute}",
        *(["  sensitive   = true"] if sensitive else []),
    ]
    text = f'output "{name}" {{\n' + "\n".join(lines) + "\n}"
    path, edit = placed_block(request.snapshot, target.path, "output", text)
    yield Intended(
        Candidate(f"Add the output `{name}`", {path: (edit,)}),
        frozenset({f"output.{name}"}),
        exact=True,
    )


def _attribute(request: Request, target: Target, what: str) -> tuple[str, bool]:
    """The attribute that the words name, or the usual one; and whether it is secret."""
    schema = schema_of(request.snapshot, target.path, target.block, request.choices)
    if schema is None:
        return ("id" if "id" in stems(what) else ""), False
    said = stems(what) - stems(" ".join(target.block.labels))
    best = max(
        (
            (len(stems(name) & said) / len(stems(name) | said), name)
            for name in schema.attributes
            if stems(name) & said
        ),
        default=(0.0, ""),
    )[1]
    name = best or next((usual for usual in _USUAL if usual in schema.attributes), "")
    return name, bool(name and schema.attributes[name].sensitive)
