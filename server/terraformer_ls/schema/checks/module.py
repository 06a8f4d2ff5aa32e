"""All checks of a whole module, quick enough for every keystroke.

What a block alone decides is kept by the block's text and the schema that applies, so that after an
edit only the changed block is looked at again; names are looked up anew each time, which is cheap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from terraformer_ls.schema.checks.blocks import (
    problems_in_language_block,
    problems_in_provider_block,
    problems_in_typed_block,
)
from terraformer_ls.schema.checks.calls import problems_in_call
from terraformer_ls.schema.checks.declarations import duplicates, unused
from terraformer_ls.schema.checks.problem import Problem
from terraformer_ls.schema.checks.references import choice_for, problems_with
from terraformer_ls.schema.checks.variable_files import (
    belongs_to_folder,
    problems_in_variable_file,
)
from terraformer_ls.schema.choose import Choice, Choices
from terraformer_ls.schema.model import BlockKind
from terraformer_ls.schema.symbols import Module, PlacedBlock, address_of
from terraformer_ls.workspace.snapshot import Snapshot

_KEPT = 4096
_TYPED = {kind.value: kind for kind in BlockKind}


@dataclass(frozen=True, slots=True)
class Placed:
    """A problem in a file.

    Attributes:
        file: the file.
        start: where in it the problem's span counts from.
        problem: the problem.
        address: the block that it is in, as Terraform names it, or "".
        choice: the schema that it depends on, if any.
    """

    file: str
    start: int
    problem: Problem
    address: str = ""
    choice: Choice | None = None


class ModuleChecker:
    """Checks modules and remembers what it said about each block."""

    def __init__(self) -> None:
        self._known: dict[object, tuple[Problem, ...]] = {}

    def problems(self, snapshot: Snapshot, choices: Choices) -> Iterator[Placed]:
        """Everything wrong in a snapshot's modules and variable files."""
        for module in choices.modules.values():
            for placed in module.blocks:
                yield from self._block(placed, module, choices)
            for placed, reference in module.references():
                for found in problems_with(reference, placed, module, choices):
                    yield _in_block(placed, found.problem, found.choice)
            for placed, problem in (*duplicates(module), *unused(module)):
                yield _in_block(placed, problem)
        for path, document in snapshot.files.items():
            if path.endswith(".tfvars") and belongs_to_folder(path):
                module = choices.modules.get(PurePosixPath(path).parent.as_posix())
                if module is not None:
                    for problem in problems_in_variable_file(document, module):
                        yield Placed(path, 0, problem)

    def _block(self, placed: PlacedBlock, module: Module, choices: Choices) -> Iterator[Placed]:
        reading = placed.reading
        block = reading.block
        present = _present_elsewhere(placed, module)
        choice: Choice | None = None
        if block.type in _TYPED and block.labels:
            kind = _TYPED[block.type]
            choice = choice_for(reading, module.folder, choices)
            schema = choice.schema
            found = self._kept(
                (reading.document.text, id(schema), present),
                lambda: problems_in_typed_block(reading, kind, schema, present),
            )
        elif block.type == "provider" and block.labels:
            choice = choices.provider(module.folder, block.labels[0])
            schema = choice.schema
            found = self._kept(
                (reading.document.text, id(schema), present),
                lambda: problems_in_provider_block(reading, schema, present),
            )
        elif block.type == "module":
            found = tuple(problems_in_call(module.folder, reading, choices.modules, present))
        else:
            found = self._kept(
                (reading.document.text, present),
                lambda: problems_in_language_block(reading, present),
            )
        for problem in found:
            yield _in_block(placed, problem, choice)

    def _kept(self, key: object, check: Callable[[], Iterable[Problem]]) -> tuple[Problem, ...]:
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[key] = tuple(check())
        return known


def _present_elsewhere(placed: PlacedBlock, module: Module) -> frozenset[str]:
    """What the other parts of a block that is overridden, or overrides, give it."""
    if not module.has_overrides:
        return frozenset()
    block = placed.reading.block
    address = address_of(block.type, block.labels)
    declared = module.declarations.get(address, ()) if address is not None else ()
    if not any(declaration.block.in_override for declaration in declared):
        return frozenset()
    bodies = [declaration.block.reading.block for declaration in declared]
    return frozenset(
        name
        for body in bodies
        for name in (
            *(attribute.name for attribute in body.attributes),
            *(inner.type for inner in body.blocks),
        )
    )


def _in_block(placed: PlacedBlock, problem: Problem, choice: Choice | None = None) -> Placed:
    return Placed(placed.file, placed.start, problem, placed.reading.block.address, choice)
