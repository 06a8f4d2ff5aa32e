"""Each top-level block by itself: does its type exist, and does its body fit?"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from terraformer_ls.schema.builtin import backends, language_blocks
from terraformer_ls.schema.checks.body import Body, head_span, problems_in
from terraformer_ls.schema.checks.problem import Certainty, Mark, Problem
from terraformer_ls.schema.choose import ProviderSchema
from terraformer_ls.schema.model import BlockKind
from terraformer_ls.schema.reading import Reading
from terraformer_ls.schema.suggest import nearest_name

_LABELS = {
    "resource": ("a type", "a name"),
    "data": ("a type", "a name"),
    "ephemeral": ("a type", "a name"),
    "action": ("a type", "a name"),
    "variable": ("a name",),
    "output": ("a name",),
    "module": ("a name",),
    "provider": ("a provider's name",),
    "check": ("a name",),
    "terraform": (),
    "locals": (),
    "moved": (),
    "removed": (),
    "import": (),
}
_NOUNS = {
    BlockKind.RESOURCE: "resource",
    BlockKind.DATA: "data source",
    BlockKind.EPHEMERAL: "ephemeral resource",
}


def problems_in_language_block(
    reading: Reading, present_elsewhere: Collection[str] = ()
) -> Iterator[Problem]:
    """A block that is not a provider's nor a module call: `variable`, `output`, `terraform`, ..."""
    block = reading.block
    yield from _head(reading)
    schema = language_blocks().get(block.type)
    if schema is None or block.type in ("locals", "action"):
        return
    yield from problems_in(
        Body(
            document=reading.document,
            block=block,
            owner=block.type,
            schema=schema,
            present_elsewhere=present_elsewhere,
            complete=not reading.broken,
        )
    )
    if block.type == "terraform":
        yield from _backends(reading)


def problems_in_provider_block(
    reading: Reading, schema: ProviderSchema | None, present_elsewhere: Collection[str] = ()
) -> Iterator[Problem]:
    """The configuration of a provider."""
    yield from _head(reading)
    if schema is None or not reading.block.labels:
        return
    yield from problems_in(
        Body(
            document=reading.document,
            block=reading.block,
            owner=f"provider {reading.block.labels[0]}",
            schema=schema.configuration,
            meta=language_blocks()["provider"],
            present_elsewhere=present_elsewhere,
            complete=not reading.broken,
        )
    )


def problems_in_typed_block(
    reading: Reading,
    kind: BlockKind,
    schema: ProviderSchema | None,
    present_elsewhere: Collection[str] = (),
) -> Iterator[Problem]:
    """A `resource`, `data` or `ephemeral` block."""
    yield from _head(reading)
    block = reading.block
    if len(block.labels) != 2 or schema is None:
        return
    type_ = block.labels[0]
    known = schema.block(kind, type_)
    if known is None:
        yield from _unknown_type(reading, kind, schema)
        return
    if known.deprecated:
        reason = f": {known.deprecated}" if isinstance(known.deprecated, str) else ""
        yield Problem(
            "deprecated",
            f"`{type_}` is deprecated{reason}",
            block.label_spans[0],
            Certainty.HINT,
            Mark.DEPRECATED,
        )
    yield from problems_in(
        Body(
            document=reading.document,
            block=block,
            owner=type_,
            schema=known,
            meta=language_blocks()[kind.value],
            present_elsewhere=present_elsewhere,
            complete=not reading.broken,
        )
    )


def _head(reading: Reading) -> Iterator[Problem]:
    """The block's type, and how many labels it has."""
    block = reading.block
    wanted = _LABELS.get(block.type)
    if wanted is None:
        suggestion = nearest_name(block.type, _LABELS)
        message = f"Terraform has no block `{block.type}`"
        yield Problem(
            "unknown-block",
            f"{message}; did you mean `{suggestion}`?" if suggestion else message,
            block.type_span,
            Certainty.CERTAIN,
            data=(("block", block.type), ("suggestion", suggestion), ("path", ())),
        )
    elif len(block.labels) != len(wanted) and not reading.broken:
        takes = " and ".join(wanted) if wanted else "nothing"
        yield Problem(
            "wrong-labels",
            f"`{block.type}` is followed by {takes} in quotes, then `{{`"
            if wanted
            else f"`{block.type}` is followed by `{{` at once",
            head_span(block),
            Certainty.CERTAIN,
        )


def _unknown_type(reading: Reading, kind: BlockKind, schema: ProviderSchema) -> Iterator[Problem]:
    type_, span = reading.block.labels[0], reading.block.label_spans[0]
    known = schema.types(kind)
    if not known and kind is BlockKind.EPHEMERAL:
        return  # older packages don't tell which ephemeral resources there are
    provider = schema.provider
    other = next(
        (other for other in BlockKind if other is not kind and schema.block(other, type_)), None
    )
    suggestion = None if other is not None else nearest_name(type_, known)
    message = f"{provider.name} {provider.version} has no {_NOUNS[kind]} `{type_}`".replace(
        "  ", " "
    )
    if other is not None:
        message += f", but a {_NOUNS[other]} of that name"
    elif suggestion is not None:
        message += f"; did you mean `{suggestion}`?"
    yield Problem(
        "unknown-type",
        message,
        span,
        data=(("type", type_), ("suggestion", suggestion)),
    )


def _backends(reading: Reading) -> Iterator[Problem]:
    for backend in reading.block.blocks_of("backend"):
        if len(backend.labels) != 1:
            continue
        schema = backends().get(backend.labels[0])
        if schema is None:
            suggestion = nearest_name(backend.labels[0], backends())
            message = f"Terraform has no backend `{backend.labels[0]}`"
            yield Problem(
                "unknown-type",
                f"{message}; did you mean `{suggestion}`?" if suggestion else message,
                backend.label_spans[0],
                Certainty.HINT,
                data=(("type", backend.labels[0]), ("suggestion", suggestion)),
            )
            continue
        yield from problems_in(
            Body(
                document=reading.document,
                block=backend,
                owner=f"backend {backend.labels[0]}",
                schema=schema,
                path=("backend",),
                complete=False,  # what is missing may come from `-backend-config`
            )
        )
