"""A block's body against its schema: what exists, what is missing, what has which type.

`meta` is what Terraform itself adds to a block (`count`, `lifecycle`); `schema` is the provider's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from terraformer_ls.hcl.blocks import Attribute, Block
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.schema.checks.literals import is_null, mismatches, object_members
from terraformer_ls.schema.checks.problem import Certainty, Mark, Problem
from terraformer_ls.schema.cty import Kind, Type
from terraformer_ls.schema.model import AttributeSchema, BlockSchema, NestedBlock, Nesting
from terraformer_ls.schema.suggest import nearest_name

_NOTHING = BlockSchema()


@dataclass(frozen=True, slots=True)
class Body:
    """A body to check.

    Attributes:
        document: the text that the spans are of.
        block: the block.
        owner: what to call the block in messages (`aws_vpc`, `root_block_device`).
        schema: what the provider knows of it.
        meta: what Terraform adds to it.
        path: the names of the nested blocks on the way from the top-level block.
        present_elsewhere: names that another part of the configuration gives, as overrides do.
        complete: whether all of it could be read, so that what isn't there is missing.
    """

    document: Document
    block: Block
    owner: str
    schema: BlockSchema
    meta: BlockSchema = _NOTHING
    path: tuple[str, ...] = ()
    present_elsewhere: Collection[str] = ()
    complete: bool = True


def problems_in(body: Body) -> Iterator[Problem]:
    """Everything wrong with a body and the blocks inside it."""
    yield from _duplicate_arguments(body)
    for attribute in body.block.attributes:
        yield from _argument(body, attribute)
    for block in body.block.blocks:
        if block.type == "dynamic" and block.labels:
            yield from _dynamic(body, block)
        else:
            yield from _nested(body, block, block.type_span)
    yield from _too_many(body)
    if body.complete:
        yield from _missing(body)


def head_span(block: Block) -> Span:
    """A block's type and labels: where to point when something is missing inside."""
    end = block.label_spans[-1].end if block.label_spans else block.type_span.end
    return Span(block.type_span.start, end)


def block_schema_of(attribute: AttributeSchema) -> BlockSchema | None:
    """What a block may hold that stands for an element of a list of objects.

    Written as blocks, every attribute of the object may be left out.
    """
    if not attribute.accepts_blocks:
        return None
    if attribute.type.kind is Kind.DYNAMIC:
        return BlockSchema(folded=True)
    element = attribute.type.element
    return None if element is None else _block_of_object(element)


def _block_of_object(type_: Type) -> BlockSchema:
    return BlockSchema(
        attributes={
            name: AttributeSchema(name, inner, optional=True)
            for name, inner in (type_.attributes or {}).items()
        }
    )


def _duplicate_arguments(body: Body) -> Iterator[Problem]:
    seen: set[str] = set()
    for attribute in body.block.attributes:
        if attribute.name in seen:
            yield Problem(
                "duplicate-argument",
                f"`{attribute.name}` is set twice in this block",
                attribute.name_span,
                Certainty.CERTAIN,
                data=(("argument", attribute.name), ("path", body.path)),
            )
        seen.add(attribute.name)


def _argument(body: Body, attribute: Attribute) -> Iterator[Problem]:
    name = attribute.name
    known = body.schema.attributes.get(name) or body.meta.attributes.get(name)
    if known is None:
        yield from _unknown_argument(body, attribute)
        return
    if not known.settable:
        yield Problem(
            "read-only-argument",
            f"`{name}` of `{body.owner}` can't be set: the provider decides it",
            attribute.name_span,
            data=(("argument", name), ("path", body.path)),
        )
        return
    if known.deprecated:
        yield _deprecated(f"`{name}` of `{body.owner}`", known.deprecated, attribute.name_span)
    value = attribute.node.named_children[-1]
    if known.required and is_null(value):
        return  # Terraform only finds out at plan whether the provider minds
    for mismatch in mismatches(body.document, value, known.type):
        yield Problem(
            "wrong-type",
            f"{mismatch.message}: `{name}` is {_of_type(known.type)}",
            mismatch.span,
            data=(("argument", name), ("path", body.path), ("type", str(mismatch.wanted))),
        )
    if known.nested is not None and known.nesting is Nesting.SINGLE:
        yield from _missing_in_object(body, attribute, known.nested)


def _unknown_argument(body: Body, attribute: Attribute) -> Iterator[Problem]:
    name = attribute.name
    nested = body.schema.blocks.get(name) or body.meta.blocks.get(name)
    if nested is not None:
        yield Problem(
            "block-as-argument",
            f"`{name}` is a block: write `{name} {{ ... }}`, without `=`",
            attribute.name_span,
            data=(("argument", name), ("path", body.path)),
        )
        return
    if body.schema.folded or body.meta.folded:
        return
    suggestion = nearest_name(name, _arguments(body))
    message = f"`{body.owner}` has no argument `{name}`"
    yield Problem(
        "unknown-argument",
        f"{message}; did you mean `{suggestion}`?" if suggestion else message,
        attribute.name_span,
        data=(("argument", name), ("suggestion", suggestion), ("path", body.path)),
    )


def _nested(body: Body, block: Block, place: Span) -> Iterator[Problem]:
    """A nested block, or the content of a `dynamic` one (then `place` is its label)."""
    name = block.type
    nested = body.schema.blocks.get(name) or body.meta.blocks.get(name)
    if nested is not None:
        if nested.block.deprecated:
            yield _deprecated(f"`{name}` of `{body.owner}`", nested.block.deprecated, place)
        yield from problems_in(_inside(body, block, name, nested))
        return
    attribute = body.schema.attributes.get(name) or body.meta.attributes.get(name)
    if attribute is not None:
        element = block_schema_of(attribute)
        if element is None:
            yield _argument_as_block(body, name, place)
        elif not attribute.settable:
            yield Problem(
                "read-only-argument",
                f"`{name}` of `{body.owner}` can't be set: the provider decides it",
                place,
                data=(("block", name), ("path", body.path)),
            )
        else:
            yield from problems_in(
                Body(
                    document=body.document,
                    block=block,
                    owner=name,
                    schema=element,
                    path=(*body.path, name),
                    complete=body.complete,
                )
            )
        return
    if body.schema.folded or body.meta.folded:
        return
    suggestion = nearest_name(name, (*body.schema.blocks, *body.meta.blocks))
    message = f"`{body.owner}` has no block `{name}`"
    yield Problem(
        "unknown-block",
        f"{message}; did you mean `{suggestion}`?" if suggestion else message,
        place,
        data=(("block", name), ("suggestion", suggestion), ("path", body.path)),
    )


def _argument_as_block(body: Body, name: str, place: Span) -> Problem:
    return Problem(
        "argument-as-block",
        f"`{name}` is an argument: write `{name} = ...`",
        place,
        data=(("argument", name), ("path", body.path)),
    )


def _inside(body: Body, block: Block, name: str, nested: NestedBlock) -> Body:
    return Body(
        document=body.document,
        block=block,
        owner=name,
        schema=nested.block,
        path=(*body.path, name),
        complete=body.complete,
    )


def _dynamic(body: Body, dynamic: Block) -> Iterator[Problem]:
    """A `dynamic` block: its content is checked as the block that it stands for."""
    name = dynamic.labels[0]
    contents = dynamic.blocks_of("content")
    known = name in body.schema.blocks or name in body.schema.attributes
    if not contents or not known:
        if not known and not body.schema.folded:
            yield from _nested(body, replace(dynamic, type=name), dynamic.label_spans[0])
        return
    for content in contents:
        yield from _nested(body, replace(content, type=name), dynamic.label_spans[0])


def _too_many(body: Body) -> Iterator[Problem]:
    counts = Counter(block.type for block in body.block.blocks)
    for name, count in counts.items():
        nested = body.schema.blocks.get(name) or body.meta.blocks.get(name)
        if count < 2 or nested is None or not nested.at_most_one:
            continue
        for extra in body.block.blocks_of(name)[1:]:
            yield Problem(
                "too-many-blocks",
                f"`{body.owner}` takes one `{name}` block only",
                extra.type_span,
                data=(("block", name), ("path", body.path)),
            )


def _missing(body: Body) -> Iterator[Problem]:
    present = _present(body)
    arguments = [
        name
        for schema in (body.schema, body.meta)
        for name, attribute in schema.attributes.items()
        if attribute.required and name not in present
    ]
    blocks = [
        name
        for name, nested in body.schema.blocks.items()
        if nested.min_items > 0 and name not in present
    ]
    place = head_span(body.block)
    for rule, noun, names in (
        ("missing-argument", "argument", arguments),
        ("missing-block", "block", blocks),
    ):
        for name in names:
            yield Problem(
                rule,
                f"`{body.owner}` needs the {noun} `{name}`",
                place,
                data=((noun, name), ("path", body.path)),
            )


def _missing_in_object(body: Body, attribute: Attribute, nested: BlockSchema) -> Iterator[Problem]:
    members = object_members(body.document, attribute.node.named_children[-1])
    if members is None or not body.complete:
        return
    written = {name for name, _ in members}
    for name, inner in nested.attributes.items():
        if inner.required and name not in written:
            yield Problem(
                "missing-argument",
                f"`{attribute.name}` needs the attribute `{name}`",
                attribute.name_span,
                data=(("attribute", name), ("path", (*body.path, attribute.name))),
            )


def _present(body: Body) -> set[str]:
    block = body.block
    present = {attribute.name for attribute in block.attributes}
    present.update(inner.type for inner in block.blocks)
    present.update(label for inner in block.blocks_of("dynamic") for label in inner.labels)
    present.update(body.present_elsewhere)
    return present


def _arguments(body: Body) -> Iterable[str]:
    for schema in (body.schema, body.meta):
        yield from schema.settable_names()


def _deprecated(what: str, deprecated: str | bool, span: Span) -> Problem:
    reason = f": {deprecated}" if isinstance(deprecated, str) else ""
    return Problem(
        "deprecated",
        f"{what} is deprecated{reason}",
        span,
        Certainty.HINT,
        Mark.DEPRECATED,
    )


def _of_type(type_: Type) -> str:
    return f"of type `{type_}`" if len(str(type_)) < 60 else f"a {type_.kind}"
