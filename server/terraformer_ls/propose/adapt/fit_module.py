"""A draft made to live in a module that is there already.

What the module has is not declared again: `terraform` and `provider` blocks, variables of the same
name, resources that a variable of the draft stands for. Names that are taken get a number, and the
style follows the module's: tags, name prefixes, the region, files for variables and outputs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from terraformer_ls.editor.symbol import Symbol, occurrences
from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit, apply_edits, minimal_edit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.hcl.rewrite import append_block, insert_attribute, remove_block
from terraformer_ls.propose.adapt.draft import FILE, Draft
from terraformer_ls.propose.adapt.module_style import Style, style_of, with_style
from terraformer_ls.propose.adapt.names import free_name, rename_edits
from terraformer_ls.propose.pieces import pieces_of
from terraformer_ls.propose.proposal import Edits
from terraformer_ls.schema.symbols import Address, Module, module_at
from terraformer_ls.workspace.snapshot import Snapshot

_OWN_FILES = {"variable": "variables.tf", "output": "outputs.tf"}
_SHARED = frozenset(
    {
        *("vpc", "subnet", "kms_key"),
        *("compute_network", "compute_subnetwork", "kms_crypto_key"),
        *("resource_group", "virtual_network", "key_vault", "log_analytics_workspace"),
    }
)
"""What a module has one of for many to use; whose a role or a firewall is can't be told."""

_CALLED = {
    "network": "compute_network",
    "subnetwork": "compute_subnetwork",
    "workspace": "log_analytics_workspace",
    "key": "kms_key",
}
_VALUES = ("id", "arn", "name", "self_link")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a module something new goes: the text of `span` is replaced, if it has any."""

    path: str
    span: Span


def fitted(
    snapshot: Snapshot, place: Place, text: str, *, styled: bool = True, prefixed: bool = True
) -> Edits | None:
    """The edits that put a draft into the module of a file; None where nothing is left to add.

    Args:
        snapshot: the files.
        place: where.
        text: the draft, complete by itself.
        styled: whether tags and labels follow the module's.
        prefixed: whether names begin as the module's do.
    """
    module = module_at(snapshot, place.path)
    if module is None:
        module = Module(PurePosixPath(place.path).parent.as_posix(), {})
    style = style_of(module) if styled else Style()
    style = style if prefixed else replace(style, prefix="")
    draft = _without_variables(Draft.of(text), module)
    draft = with_style(draft, style)
    edits: dict[str, tuple[TextEdit, ...]] = {}
    if _has(module, "terraform"):
        edits.update(_requirements(snapshot, module, draft))
    draft = _with_free_names(_without_settings(draft, module), module)
    return _placed(snapshot, place, draft, edits)


def _has(module: Module, type_: str) -> bool:
    return bool(module.blocks_of(type_))


def _without_settings(draft: Draft, module: Module) -> Draft:
    """Without `terraform` and `provider` blocks of what the module configures already."""
    configured = {
        placed.reading.block.labels[0]
        for placed in module.blocks_of("provider")
        if placed.reading.block.labels
    }
    has_terraform = _has(module, "terraform")
    is_child = not has_terraform and not configured and bool(module.blocks)
    gone = [
        block
        for block in draft.blocks
        if (block.type == "terraform" and (has_terraform or is_child))
        or (block.type == "provider" and (block.labels[0] in configured or is_child))
    ]
    needed = draft.edited(remove_block(draft.document, block) for block in gone)
    # What only the provider's configuration used is of no use any more.
    used, used_before = _used(needed), _used(draft)
    return needed.edited(
        remove_block(needed.document, block)
        for block in needed.blocks
        if block.type == "variable"
        and ("var", *block.labels) in used_before
        and ("var", *block.labels) not in used
    )


def _used(draft: Draft) -> frozenset[Address]:
    module = module_at(draft.snapshot, FILE)
    return module.used if module is not None else frozenset()


def _requirements(
    snapshot: Snapshot, module: Module, draft: Draft
) -> Iterator[tuple[str, tuple[TextEdit, ...]]]:
    """The providers that the draft requires and the module does not name, added where it does."""
    wanted: dict[str, str] = {}
    for block in draft.blocks:
        for required in block.blocks_of("required_providers") if block.type == "terraform" else ():
            wanted |= {a.name: draft.value(a) for a in required.attributes}
    for placed in module.blocks_of("terraform"):
        document = snapshot.files[placed.file]
        block = next(b for b in top_level_blocks(document) if b.span.start == placed.start)
        for required in block.blocks_of("required_providers"):
            missing = {n: v for n, v in wanted.items() if required.attribute(n) is None}
            edit = _with_requirements(document, required.span.start, missing)
            if edit is not None:
                yield placed.file, (edit,)
            return


def _with_requirements(
    document: Document, start: int, missing: Mapping[str, str]
) -> TextEdit | None:
    """The edit that adds providers to the `required_providers` block that begins at an offset."""
    changed = document
    for name, value in missing.items():
        tops = (block for top in top_level_blocks(changed) for block in top.blocks)
        required = next(block for block in tops if block.span.start == start)
        inside = [line.strip() for line in value.split("\n")]
        flat = "\n  ".join(inside[:-1]) + f"\n{inside[-1]}" if len(inside) > 1 else value
        edit = insert_attribute(changed, required, name, flat)
        changed = Document(apply_edits(changed.text, (edit,)))
    return minimal_edit(document.text, changed.text)


def _without_variables(draft: Draft, module: Module) -> Draft:
    """Variables of the draft that the module has, or has the thing itself for, are not declared."""
    edits: set[TextEdit] = set()
    for block in draft.blocks:
        if block.type != "variable" or not block.labels:
            continue
        name = block.labels[0]
        type_ = block.attribute("type")
        kind = draft.value(type_) if type_ is not None else ""
        if block.attribute("default") is not None:
            continue
        if ("var", name) in module.declarations:
            edits.add(remove_block(draft.document, block))
            continue
        reference = _thing(module, draft, name, many=kind.startswith(("list", "set")))
        if reference is None:
            continue
        edits.add(remove_block(draft.document, block))
        for place in occurrences(draft.snapshot, Symbol(".", ("var", name))):
            if not place.declares:
                start = place.span.start - len("var.")
                edits.add(TextEdit(Span(start, place.span.end), reference))
    return draft.edited(edits)


def _thing(module: Module, draft: Draft, name: str, *, many: bool) -> str | None:
    """What a variable called so stands for, if the module has just that: `vpc_id` its one VPC.

    Of several subnets and the like, a list takes all.
    """
    singular = name[:-1] if many and name.endswith("s") else name
    stem, _, value = singular.rpartition("_")
    if value not in _VALUES or not stem:
        return None
    provider = _provider_of(draft)
    found = [
        placed.reading.block
        for placed in module.blocks_of("resource")
        if placed.reading.block.labels[:1]
        and placed.reading.block.labels[0].removeprefix(f"{provider}_") in _kinds(stem)
    ]
    if any(block.attribute("for_each") is not None for block in found):
        return None
    if many and found:
        if len(found) == 1 and found[0].attribute("count") is not None:
            return f"{found[0].address}[*].{value}"
        if any(block.attribute("count") is not None for block in found):
            return None
        return f"[{', '.join(f'{block.address}.{value}' for block in found)}]"
    single = [block for block in found if block.attribute("count") is None]
    return f"{single[0].address}.{value}" if len(found) == len(single) == 1 else None


def _kinds(stem: str) -> frozenset[str]:
    """The resource types that the name of a variable may speak of, of those that are shared."""
    return _SHARED & {stem, _CALLED.get(stem, stem), stem.rpartition("_")[2]}


def _provider_of(draft: Draft) -> str:
    return next((t.block.labels[0].split("_", 1)[0] for t in draft.targets()), "")


def _with_free_names(draft: Draft, module: Module) -> Draft:
    """Every name of the draft that the module has taken, with a number."""
    own = module_at(draft.snapshot, FILE)
    edits: set[TextEdit] = set()
    for address in own.declarations if own is not None else ():
        if not module.declares(address):
            continue
        taken = _names_like(address, module) | _names_like(address, own)
        edits |= rename_edits(draft, address, free_name(address[-1], taken, _separator(address)))
    return draft.edited(edits)


def _names_like(address: Address, module: Module | None) -> set[str]:
    if module is None:
        return set()
    known = (*module.declarations, *module.loose_declarations)
    return {other[-1] for other in known if other[:-1] == address[:-1]}


def _separator(address: Address) -> str:
    return "-" if "-" in address[-1] and "_" not in address[-1] else "_"


def _placed(
    snapshot: Snapshot, place: Place, draft: Draft, edits: dict[str, tuple[TextEdit, ...]]
) -> Edits | None:
    """The draft's blocks at the place, but variables and outputs in the files that are for them."""
    folder = PurePosixPath(place.path).parent
    main: list[str] = []
    beside: dict[str, list[str]] = {}
    for piece in pieces_of(draft.text)[0]:
        text = f"{piece.lead}{piece.body}"
        own_file = (folder / _OWN_FILES.get(piece.type[0], "")).as_posix()
        if own_file in snapshot.files and own_file != place.path:
            beside.setdefault(own_file, []).append(text)
        else:
            main.append(text)
    for path, texts in beside.items():
        edits[path] = (append_block(snapshot.files[path], "\n\n".join(texts)),)
    if main:
        added = _insertion(snapshot.files[place.path], place.span, "\n\n".join(main))
        edits[place.path] = (*edits.get(place.path, ()), added)
    return edits if main or beside else None


def _insertion(document: Document, span: Span, text: str) -> TextEdit:
    """The text between empty lines, in the file's line ends."""
    newline = "\r\n" if b"\r\n" in document.text else "\n"
    before, after = document.text[: span.start], document.text[span.end :]
    body = text.strip("\n").replace("\n", newline)
    above = before.replace(b"\r\n", b"\n").rstrip(b" \t")
    gap = "" if not above.strip() or above.endswith(b"\n\n") else newline
    if above.strip() and not above.endswith(b"\n"):
        gap = newline * 2
    below = after.replace(b"\r\n", b"\n")
    tail = newline if not below.strip() else newline * (2 - _leading_newlines(below))
    if not below.strip() and below.startswith(b"\n"):
        tail = ""
    return TextEdit(span, f"{gap}{body}{tail}")


def _leading_newlines(text: bytes) -> int:
    return min(len(text) - len(text.lstrip(b"\n")), 2)
