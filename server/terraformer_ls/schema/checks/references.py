"""References: does what an expression refers to exist, and has it such an attribute?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from terraformer_ls.hcl.positions import Span
from terraformer_ls.schema.checks.body import block_schema_of
from terraformer_ls.schema.checks.problem import Certainty, Problem
from terraformer_ls.schema.choose import Choice, Choices, provider_of_type
from terraformer_ls.schema.cty import Kind, Type
from terraformer_ls.schema.model import AttributeSchema, BlockKind, BlockSchema
from terraformer_ls.schema.reading import Part, Reading, Reference
from terraformer_ls.schema.requirements import called_folder
from terraformer_ls.schema.suggest import nearest_name
from terraformer_ls.schema.symbols import Address, Module, PlacedBlock

_NOUNS = {
    "var": "variable",
    "local": "local value",
    "data": "data source",
    "ephemeral": "ephemeral resource",
    "module": "module",
    "action": "action",
}
_LENGTHS = {"var": 2, "local": 2, "module": 2, "data": 3, "ephemeral": 3, "action": 3}
_ALWAYS_THERE = frozenset({"path", "terraform", "tofu", "self", "run", "file", "provider"})
_REPEATED = {"each": "for_each", "count": "count"}
_REPEATABLE = frozenset({"resource", "data", "ephemeral", "module", "action"})


@dataclass(frozen=True, slots=True)
class ReferenceProblem:
    """A problem with a reference, and the choice of schema that it depends on, if any."""

    problem: Problem
    choice: Choice | None = None


def problems_with(
    reference: Reference, placed: PlacedBlock, module: Module, choices: Choices
) -> Iterator[ReferenceProblem]:
    """What is wrong with one reference of a module's block."""
    root = reference.parts[0].name
    if root in _ALWAYS_THERE:
        return
    if root in _REPEATED:
        yield from _out_of_scope(reference, placed)
        return
    parts = reference.parts[1:] if root == "resource" else reference.parts
    if not parts:
        return
    names = _names(parts, _LENGTHS.get(parts[0].name, 2))
    if names is None:
        if len(reference.parts) == 1 and root not in _NOUNS and root != "resource":
            yield ReferenceProblem(_bare_word(reference, module))
        return
    if _declared_in_block(placed.reading, names) or module.declares(names):
        yield from _attributes(parts[len(names) :], names, module, choices)
        return
    yield ReferenceProblem(_undeclared(parts, names, module))


def schema_of(
    address: Address, module: Module, choices: Choices
) -> tuple[BlockSchema, Choice] | None:
    """The schema of a resource, data source or ephemeral resource that a module declares."""
    declared = module.declarations.get(address, ())
    if not declared or address[0] in ("var", "local", "module", "output", "action"):
        return None
    kind, type_ = kind_and_type(address)
    choice = choice_for(declared[0].block.reading, module.folder, choices)
    block = choice.schema.block(kind, type_) if choice.schema is not None else None
    return None if block is None else (block, choice)


def choice_for(reading: Reading, folder: str, choices: Choices) -> Choice:
    """The provider schema that applies to a `resource`, `data` or `ephemeral` block."""
    named = reading.block.attribute("provider")
    if named is not None:
        for reference in reading.provider_references:
            if named.value_span.encloses(reference.span):
                return choices.provider(folder, reference.parts[0].name)
        text = reading.document.slice(named.node.named_children[-1]).strip('"')
        local_name = text.split(".", 1)[0]
        if local_name.replace("-", "").replace("_", "").isalnum():
            return choices.provider(folder, local_name)
    return choices.provider(folder, provider_of_type(reading.block.labels[0]))


def kind_and_type(address: Address) -> tuple[BlockKind, str]:
    """The kind and the type that the address of a resource or data source names."""
    if address[0] in ("data", "ephemeral"):
        return BlockKind(address[0]), address[1]
    return BlockKind.RESOURCE, address[0]


def _names(parts: tuple[Part, ...], count: int) -> Address | None:
    """The first `count` names; None if there are fewer or an index comes between."""
    names = tuple(part.name for part in parts[:count])
    return names if len(names) == count and all(names) else None


def _declared_in_block(reading: Reading, names: Address) -> bool:
    """Whether a `check` block declares the data source for itself."""
    return names[0] == "data" and any(
        inner.labels == names[1:] for inner in reading.block.blocks_of("data")
    )


def _out_of_scope(reference: Reference, placed: PlacedBlock) -> Iterator[ReferenceProblem]:
    root = reference.parts[0].name
    argument = _REPEATED[root]
    block = placed.reading.block
    if block.type not in _REPEATABLE or placed.in_override:
        return
    if block.attribute(argument) is None and not placed.reading.broken:
        yield ReferenceProblem(
            Problem(
                "reference-out-of-scope",
                f"`{root}` means something only in a block with `{argument}`",
                reference.span,
                Certainty.CERTAIN,
            )
        )


def _bare_word(reference: Reference, module: Module) -> Problem:
    word = reference.parts[0].name
    meant = [f"{prefix}.{word}" for prefix in ("var", "local") if module.declares((prefix, word))]
    message = f"`{word}` by itself refers to nothing"
    message += f"; did you mean `{meant[0]}`?" if meant else "; put text in double quotes"
    return Problem(
        "invalid-reference",
        message,
        reference.span,
        Certainty.CERTAIN,
        data=(("word", word), ("suggestion", meant[0] if meant else None)),
    )


def _undeclared(parts: tuple[Part, ...], names: Address, module: Module) -> Problem:
    root = names[0]
    noun = _NOUNS.get(root, "resource")
    alike = (
        address[-1]
        for address in module.declarations
        if len(address) == len(names) and address[:-1] == names[:-1]
    )
    suggestion = nearest_name(names[-1], alike)
    message = f"No {noun} `{'.'.join(names)}` is declared in this module"
    rule = f"undeclared-{root}" if root in _NOUNS else "undeclared-resource"
    if root == "var":
        rule = "undeclared-variable"
    return Problem(
        rule,
        f"{message}; did you mean `{suggestion}`?" if suggestion else message,
        Span(parts[0].span.start, parts[len(names) - 1].span.end),
        Certainty.CERTAIN,
        data=(
            ("address", names),
            ("name", names[-1]),
            ("suggestion", suggestion),
        ),
    )


def _attributes(
    steps: tuple[Part, ...],
    names: Address,
    module: Module,
    choices: Choices,
) -> Iterator[ReferenceProblem]:
    if names[0] == "module":
        yield from _output(steps, names, module, choices.modules)
        return
    found = schema_of(names, module, choices)
    if found is None:
        return
    schema, choice = found
    problem = _unknown_step(".".join(names), steps, schema)
    if problem is not None:
        yield ReferenceProblem(problem, choice)


def _output(
    steps: tuple[Part, ...], names: Address, module: Module, modules: Mapping[str, Module]
) -> Iterator[ReferenceProblem]:
    declared = module.declarations.get(names, ())
    wanted = next((step for step in steps if step.name), None)
    if not declared or wanted is None:
        return
    reading = declared[0].block.reading
    called = modules.get(called_folder(module.folder, reading.document, reading.block))
    if called is None or called.broken or called.declares(("output", wanted.name)):
        return
    outputs = [address[1] for address in called.declarations if address[0] == "output"]
    suggestion = nearest_name(wanted.name, outputs)
    message = f"The module `{names[1]}` has no output `{wanted.name}`"
    yield ReferenceProblem(
        Problem(
            "undeclared-output",
            f"{message}; did you mean `{suggestion}`?" if suggestion else message,
            wanted.span,
            Certainty.CERTAIN,
            data=(
                ("name", wanted.name),
                ("suggestion", suggestion),
            ),
        )
    )


def _unknown_step(owner: str, steps: tuple[Part, ...], schema: BlockSchema) -> Problem | None:
    """The first name that what is referred to doesn't have; indexes and splats are passed over."""
    current: BlockSchema | None = schema
    for step in steps:
        if not step.name:
            continue
        if current is None or current.folded:
            return None
        if step.name in current.blocks:
            current = current.blocks[step.name].block
        elif step.name in current.attributes:
            current = _inside(current.attributes[step.name])
        else:
            suggestion = nearest_name(step.name, (*current.attributes, *current.blocks))
            message = f"`{owner}` has no attribute `{step.name}`"
            return Problem(
                "unknown-attribute",
                f"{message}; did you mean `{suggestion}`?" if suggestion else message,
                step.span,
                data=(
                    ("name", step.name),
                    ("suggestion", suggestion),
                ),
            )
        owner = step.name
    return None


def _inside(attribute: AttributeSchema) -> BlockSchema | None:
    """What the value of an attribute has for attributes; None where that can't be said."""
    if attribute.nested is not None:
        return attribute.nested
    return block_schema_of(attribute) or _object_inside(attribute.type)


def _object_inside(type_: Type) -> BlockSchema | None:
    element = type_.element if type_.element is not None else type_
    if element.attributes is None or type_.kind is Kind.MAP:
        return None
    return BlockSchema(
        attributes={
            name: AttributeSchema(name, inner, computed=True)
            for name, inner in element.attributes.items()
        }
    )
