"""Names: the one that a request gives, and those that a module has taken already."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from terraformer_ls.editor.symbol import Symbol, occurrences
from terraformer_ls.hcl.blocks import Attribute
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.propose.adapt.draft import FILE, Draft
from terraformer_ls.propose.intents.request import stems
from terraformer_ls.propose.intents.targets import Target, score
from terraformer_ls.schema.symbols import Address, module_at

NAMED = re.compile(
    r"\b(?:called|named|with the name|name it)\s+(?P<name>\"[^\"]+\"|'[^']+'|`[^`]+`|[\w.-]+)",
    re.IGNORECASE,
)
_NAME_ARGUMENTS = ("bucket", "name", "identifier", "cluster_identifier", "replication_group_id")


def with_asked_name(draft: Draft) -> Draft:
    """The draft with the name that the request gives to what it is mainly about."""
    found = NAMED.search(draft.words)
    main = main_resource(draft)
    if found is None or main is None:
        return draft
    name = found["name"].strip("\"'`").rstrip(".")
    named = _name_attribute(draft, main)
    if named is not None:
        old = draft.value(named).strip('"')
        edits = {named.value_span: TextEdit(named.value_span, f'"{name}"')}
        for edit in _named_alike(draft, old, name):
            edits.setdefault(edit.span, edit)
        draft = draft.edited(edits.values())
    label, new = main.block.labels[1], identifier(name)
    taken = {block.labels[-1] for block in draft.blocks if block.labels}
    return relabelled(draft, label, new) if new and new not in taken else draft


def identifier(name: str) -> str:
    """A name as one that Terraform takes for a block."""
    made = re.sub(r"\W+", "_", name.lower()).strip("_")
    return f"_{made}" if made[:1].isdigit() else made


def relabelled(draft: Draft, label: str, new: str) -> Draft:
    """The draft with every resource and data source of one label under another, used so as well."""
    module = module_at(draft.snapshot, FILE)
    edits: set[TextEdit] = set()
    for address in module.declarations if module is not None else ():
        if address[-1] == label and address[0] not in ("var", "local", "output", "module"):
            edits |= rename_edits(draft, address, new)
    return draft.edited(edits)


def rename_edits(draft: Draft, address: Address, new: str) -> set[TextEdit]:
    """The edits that give something declared in a draft another name."""
    return {
        TextEdit(place.span, new) for place in occurrences(draft.snapshot, Symbol(".", address))
    }


def free_name(name: str, taken: Collection[str], separator: str = "_") -> str:
    """The name, or with the first number from 2 that makes it free."""
    if name not in taken:
        return name
    return next(
        numbered for n in range(2, 1000) if (numbered := f"{name}{separator}{n}") not in taken
    )


def main_resource(draft: Draft) -> Target | None:
    """What the request is about: the resource that its words name best, the first of equals."""
    resources = list(draft.targets())
    if not resources:
        return None
    words = NAMED.sub(" ", draft.words)
    labels = Counter(target.block.labels[-1] for target in resources)

    def rank(target: Target) -> tuple[float, int, int]:
        label = target.block.labels[-1]
        return (score(target, words), -len(stems(label)), labels[label])

    return max(resources, key=rank)


def _named_alike(draft: Draft, old: str, new: str) -> Iterator[TextEdit]:
    """The names of other resources that begin as the main one's, or have it in them."""
    form = re.compile(rf"(?<![a-zA-Z0-9]){re.escape(old)}(?![a-zA-Z0-9])")
    for target in draft.targets():
        for attribute in target.block.attributes:
            is_name = attribute.name in _NAME_ARGUMENTS or attribute.name.endswith("_name")
            value = draft.value(attribute)
            if is_name and re.fullmatch(r'"[^"$]*"', value) and form.search(value):
                own = identifier(new) if attribute.name.startswith(("db_", "database")) else new
                yield TextEdit(attribute.value_span, form.sub(own, value))


def _name_attribute(draft: Draft, target: Target) -> Attribute | None:
    """Where the resource's name is written: as a literal in it, or as a variable's default."""
    block = target.block
    others = [a.name for a in block.attributes if a.name.endswith("_name") and a.name != "db_name"]
    for name in (*_NAME_ARGUMENTS, *others):
        attribute = block.attribute(name)
        if attribute is None:
            continue
        value = draft.value(attribute)
        default = draft.variable_default(value)
        if default is not None and draft.value(default).startswith('"'):
            return default
        if re.fullmatch(r'"[^"$]*"', value):
            return attribute
    return None
