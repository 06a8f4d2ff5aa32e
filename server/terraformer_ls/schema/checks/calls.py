"""A `module` block against the variables of the local module that it calls."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from terraformer_ls.schema.builtin import language_blocks
from terraformer_ls.schema.checks.body import Body, problems_in
from terraformer_ls.schema.checks.problem import Certainty, Problem
from terraformer_ls.schema.cty import DYNAMIC
from terraformer_ls.schema.model import AttributeSchema, BlockSchema
from terraformer_ls.schema.reading import Reading
from terraformer_ls.schema.requirements import called_folder
from terraformer_ls.schema.symbols import Module

_UNKNOWN_MODULE = BlockSchema(folded=True)


def problems_in_call(
    folder: str,
    reading: Reading,
    modules: Mapping[str, Module],
    present_elsewhere: Collection[str] = (),
) -> Iterator[Problem]:
    """A call's arguments; of a module that is not at hand only Terraform's own are checked."""
    called = modules.get(called_folder(folder, reading.document, reading.block))
    name = reading.block.labels[0] if reading.block.labels else ""
    for problem in problems_in(
        Body(
            document=reading.document,
            block=reading.block,
            owner=f"module {name}",
            schema=inputs_of(called) if called is not None else _UNKNOWN_MODULE,
            meta=language_blocks()["module"],
            present_elsewhere=present_elsewhere,
            complete=not reading.broken,
        )
    ):
        # What a module of our own takes is certain, whatever the providers' versions.
        yield Problem(
            problem.rule,
            problem.message,
            problem.span,
            Certainty.CERTAIN if problem.certainty is Certainty.SCHEMA else problem.certainty,
            problem.mark,
            problem.data,
        )


def inputs_of(module: Module) -> BlockSchema:
    """A module's variables as the arguments of its calls."""
    arguments: dict[str, AttributeSchema] = {}
    for address, declarations in module.declarations.items():
        if address[0] != "var":
            continue
        blocks = [declaration.block.reading for declaration in declarations]
        has_default = any(
            reading.block.attribute("default") is not None or reading.broken for reading in blocks
        )
        arguments[address[1]] = AttributeSchema(
            address[1], DYNAMIC, required=not has_default, optional=has_default
        )
    loose = any(address[0] == "var" for address in module.loose_declarations)
    return BlockSchema(attributes=arguments, folded=module.broken or loose)
