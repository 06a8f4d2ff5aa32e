"""The `schema` stage: do these blocks, arguments and references exist, at this provider version?

It needs no Terraform and looks at every block that can be made out, also while the rest of the file
is broken. What it calls an error Terraform would refuse too; where only a schema of another version
is at hand, what depends on it is a hint, and one hint says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.hcl.positions import Span
from terraformer_ls.schema.checks.body import head_span
from terraformer_ls.schema.checks.module import ModuleChecker, Placed
from terraformer_ls.schema.checks.problem import Certainty, Mark, Problem
from terraformer_ls.schema.choose import Catalogue, Choices, provider_of_type
from terraformer_ls.schema.json_shape import HOST
from terraformer_ls.schema.symbols import Module
from terraformer_ls.verify.findings import Finding, Severity, Stage, Tag
from terraformer_ls.verify.report import StageResult
from terraformer_ls.workspace.snapshot import Snapshot

_TAGS = {Mark.UNNECESSARY: (Tag.UNNECESSARY,), Mark.DEPRECATED: (Tag.DEPRECATED,), Mark.NONE: ()}


class SchemaStage:
    """Checks modules against provider schemas; remembers its verdict on each block."""

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        self._catalogue = catalogue or Catalogue()
        self._checker = ModuleChecker()

    @property
    def stage(self) -> Stage:
        """The second rung."""
        return Stage.SCHEMA

    @property
    def version(self) -> str:
        """The checks' own version and the packs at hand."""
        return f"1 {self._catalogue.fingerprint}"

    def run(
        self,
        snapshot: Snapshot,
        earlier: Sequence[StageResult],  # noqa: ARG002 - broken files are checked block by block
        cancellation: Cancellation,
    ) -> StageResult:
        """One finding per problem, and one hint per provider whose schema is approximate."""
        choices = Choices(snapshot, self._catalogue)
        findings: list[Finding] = []
        for placed in self._checker.problems(snapshot, choices):
            cancellation.check()
            findings.append(_finding(placed))
        findings.extend(_approximations(choices))
        return StageResult.of(Stage.SCHEMA, tuple(findings), reason=_unchecked(choices))

    def close(self) -> None:
        """Nothing to let go of."""


def _finding(placed: Placed) -> Finding:
    problem = placed.problem
    severity = Severity.ERROR
    if problem.certainty is Certainty.HINT or (
        problem.certainty is Certainty.SCHEMA
        and placed.choice is not None
        and placed.choice.approximate
    ):
        severity = Severity.HINT
    return Finding(
        stage=Stage.SCHEMA,
        rule=problem.rule,
        message=problem.message,
        severity=severity,
        file=placed.file,
        span=problem.span.moved(placed.start),
        address=placed.address,
        help=_registry_page(placed),
        certificate=problem.message,
        tags=_TAGS[problem.mark],
        data=(*problem.data, *_inspected(problem)),
    )


def _registry_page(placed: Placed) -> str:
    """The provider's page about the block's type, at the version that it was checked against."""
    schema = placed.choice.schema if placed.choice is not None else None
    kind, _, type_ = placed.address.rpartition(".")[0].rpartition(".")
    folder = {"": "resources", "data": "data-sources", "ephemeral": "ephemeral-resources"}.get(kind)
    if schema is None or folder is None or not schema.provider.version:
        return ""
    if "_" not in type_ or placed.problem.rule == "unknown-type":
        return ""
    provider = schema.provider
    name = type_.partition("_")[2]
    return f"https://{HOST}/providers/{provider.source}/{provider.version}/docs/{folder}/{name}"


def _inspected(problem: Problem) -> tuple[tuple[str, object], ...]:
    """Which part of the block the finding is about: what a fix may take away or replace."""
    about = dict(problem.data)
    name = about.get("argument") or about.get("block")
    return (("inspected_key", name),) if isinstance(name, str) else ()


def _approximations(choices: Choices) -> Iterator[Finding]:
    """One hint for each provider whose schema is not of the wanted version, where it is used first.

    The modules of one configuration get the same sentence, so it is said once.
    """
    said: set[str] = set()
    for folder, choice in choices.made():
        if not choice.approximate or choice.approximate in said:
            continue
        place = _first_use(choices.modules[folder], choice.local_name)
        if place is None:
            continue
        said.add(choice.approximate)
        yield Finding(
            stage=Stage.SCHEMA,
            rule="approximate-schema",
            message=f"{choice.approximate}; what it says is only hinted at",
            severity=Severity.HINT,
            file=place[0],
            span=place[1],
            data=(("provider", choice.source),),
        )


def _first_use(module: Module, local_name: str) -> tuple[str, Span] | None:
    """Where a module names a provider first: in `required_providers`, else in a block of it."""
    for placed in module.blocks_of("terraform"):
        for required in placed.reading.block.blocks_of("required_providers"):
            attribute = required.attribute(local_name)
            if attribute is not None:
                return placed.file, placed.span(attribute.name_span)
    for placed in module.blocks:
        block = placed.reading.block
        if (
            block.type in ("provider", "resource", "data", "ephemeral")
            and block.labels
            and provider_of_type(block.labels[0]) == local_name
        ):
            return placed.file, placed.span(head_span(block))
    return None


def _unchecked(choices: Choices) -> str:
    """Which providers there is no schema of."""
    unknown = sorted({choice.source for _, choice in choices.made() if choice.schema is None})
    if not unknown:
        return ""
    return f"there is no schema of {', '.join(unknown)}, so their blocks were not checked"
