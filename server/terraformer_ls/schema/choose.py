"""Which schema applies to which provider of a module.

In this order: what the lock file says; what `required_providers` of the module and of the modules
that share its configuration demand; else the newest. A schema that the user's own providers gave
beats a shipped one. Where none at hand fits, the nearest one serves, marked as approximate: what
depends on it may be wrong, and is said once and quietly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Protocol

from terraformer_ls.paths import data_folder
from terraformer_ls.schema.builtin import BUILT_IN_SCHEMA
from terraformer_ls.schema.model import BlockKind, BlockSchema, FunctionSchema, Provider
from terraformer_ls.schema.packs import FOLDER, BrokenPack, open_file
from terraformer_ls.schema.packs.layout import provider_of
from terraformer_ls.schema.requirements import (
    BUILT_IN,
    Requirement,
    calls_of,
    default_source,
    locked_versions,
    requirements_of,
)
from terraformer_ls.schema.symbols import modules_of
from terraformer_ls.schema.versions import ANY_VERSION, Constraint, Version, parse_version
from terraformer_ls.workspace.snapshot import Snapshot


def user_packs_folder() -> Path:
    """Where packs lie that were built on this machine."""
    return data_folder() / "schemas"


class ProviderSchema(Protocol):
    """One provider's schema, whatever it is kept in."""

    provider: Provider

    @property
    def configuration(self) -> BlockSchema:
        """What a `provider` block may hold."""
        ...

    def block(self, kind: BlockKind, type_: str) -> BlockSchema | None:
        """What a block of that kind and type may hold; None if the provider has none."""
        ...

    def types(self, kind: BlockKind) -> tuple[str, ...]:
        """All types of a kind, sorted."""
        ...

    def function(self, name: str) -> FunctionSchema | None:
        """A function that the provider defines."""
        ...

    def functions(self) -> tuple[str, ...]:
        """All functions, sorted."""
        ...

    def descriptions(self, kind: BlockKind, type_: str) -> Mapping[str, str]:
        """Descriptions by dotted path inside a type."""
        ...

    def configuration_descriptions(self) -> Mapping[str, str]:
        """Descriptions by dotted path inside the `provider` block."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """The schema of one provider of a module.

    Attributes:
        local_name: what the module calls the provider.
        source: the provider's address, `hashicorp/aws`.
        schema: its schema, None where we have none: then nothing of it is checked.
        approximate: why the schema is not of the version that the module wants, in one sentence;
            "" where it fits.
    """

    local_name: str
    source: str
    schema: ProviderSchema | None
    approximate: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The packs to choose from.

    Attributes:
        folders: where packs lie, in the order in which they are preferred: schemas that the user's
            own providers gave come before the shipped ones.
    """

    folders: tuple[Path, ...] = field(default_factory=lambda: (user_packs_folder(), FOLDER))

    @property
    def fingerprint(self) -> str:
        """Changes whenever the packs at hand do."""
        return " ".join(
            f"{folder}:{folder.stat().st_mtime_ns}" for folder in self.folders if folder.is_dir()
        )

    def packs_of(self, source: str) -> list[tuple[Version, Path]]:
        """Versions and files of a provider, the newest first; of equals, the preferred first."""
        found = [
            pack
            for folder in self.folders
            if folder.is_dir()
            for pack in _packs_in(folder, folder.stat().st_mtime_ns).get(source, ())
        ]
        usable = [pack for pack in found if _opens(pack[1])]
        return sorted(usable, key=lambda pack: pack[0].numbers, reverse=True)


class Choices:
    """The schemas that apply in the modules of one snapshot."""

    def __init__(self, snapshot: Snapshot, catalogue: Catalogue | None = None) -> None:
        self._snapshot = snapshot
        self._catalogue = catalogue or Catalogue()
        self.modules = modules_of(snapshot)
        self._known: dict[tuple[str, str], Choice] = {}

    def provider(self, folder: str, local_name: str) -> Choice:
        """The schema of what the module in `folder` calls `local_name`."""
        key = (folder, local_name)
        if key not in self._known:
            self._known[key] = self._choose(folder, local_name)
        return self._known[key]

    def made(self) -> tuple[tuple[str, Choice], ...]:
        """The choices that were asked for so far, with the folders they are for."""
        return tuple((folder, choice) for (folder, _), choice in self._known.items())

    def local_names(self, folder: str) -> tuple[str, ...]:
        """The providers that a module names itself."""
        return tuple(self._requirements.get(folder, {}))

    def _choose(self, folder: str, local_name: str) -> Choice:
        own = self._requirements.get(folder, {}).get(local_name)
        source = own.source if own is not None else default_source(local_name)
        if source == BUILT_IN:
            return Choice(local_name, source, BUILT_IN_SCHEMA)
        packs = self._catalogue.packs_of(source)
        if not packs:
            return Choice(local_name, source, None)
        locked = self._locked(folder, source)
        if locked is not None:
            file, fits = _for_version(packs, locked)
            wanted = f"{locked}, which the lock file names"
        else:
            constraint = self._constraint(folder, source)
            file, fits = _for_constraint(packs, constraint)
            if not fits and own is not None:
                # The whole configuration contradicts itself, or one part is out of reach.
                file, fits = _for_constraint(packs, own.constraint)
                constraint = own.constraint
            wanted = f"`{constraint}`, which the module asks for"
        schema = open_file(file)
        approximate = ""
        if not fits:
            approximate = (
                f"There is no schema of {source} {wanted}, "
                f"so that of {schema.provider.version} stands in"
            )
        return Choice(local_name, source, schema, approximate)

    def _locked(self, folder: str, source: str) -> Version | None:
        for candidate in (folder, *self._callers.get(folder, ()), "."):
            version = locked_versions(self._snapshot, candidate).get(source)
            if version is not None:
                return version
        return None

    def _constraint(self, folder: str, source: str) -> Constraint:
        """What the module and all that are in one configuration with it demand of a provider."""
        demanded = ANY_VERSION
        family = (folder, *self._callers.get(folder, ()), *self._reached_from(folder))
        for member in dict.fromkeys(family):
            for requirement in self._requirements.get(member, {}).values():
                if requirement.source == source:
                    demanded = demanded.joined(requirement.constraint)
        return demanded

    @cached_property
    def _requirements(self) -> Mapping[str, Mapping[str, Requirement]]:
        return {folder: requirements_of(module) for folder, module in self.modules.items()}

    @cached_property
    def _called(self) -> Mapping[str, tuple[str, ...]]:
        return {
            folder: tuple(called for _, called in calls_of(module, self.modules))
            for folder, module in self.modules.items()
        }

    def _reached_from(self, folder: str) -> tuple[str, ...]:
        """The folders that a module calls, and those that they call."""
        reached: dict[str, None] = {}
        pending = list(self._called.get(folder, ()))
        while pending:
            called = pending.pop()
            if called not in reached:
                reached[called] = None
                pending.extend(self._called.get(called, ()))
        return tuple(reached)

    @cached_property
    def _callers(self) -> Mapping[str, tuple[str, ...]]:
        """Per folder, the modules that reach it."""
        callers: dict[str, list[str]] = {}
        for folder in self.modules:
            for reached in self._reached_from(folder):
                callers.setdefault(reached, []).append(folder)
        return {folder: tuple(found) for folder, found in callers.items()}


@lru_cache(maxsize=8)
def _packs_in(folder: Path, changed: int) -> Mapping[str, tuple[tuple[Version, Path], ...]]:  # noqa: ARG001 - `changed` only makes a changed folder another one
    """The packs in a folder by source."""
    found: dict[str, list[tuple[Version, Path]]] = {}
    for file in sorted(folder.glob("*.pack")):
        provider = provider_of(file)
        version = parse_version(provider.version) if provider is not None else None
        if provider is not None and version is not None:
            found.setdefault(provider.source, []).append((version, file))
    return {source: tuple(packs) for source, packs in found.items()}


def _opens(file: Path) -> bool:
    """Whether a pack can be read: one that is half written or of another time is passed over."""
    try:
        open_file(file)
    except (BrokenPack, OSError, ValueError):
        return False
    return True


def provider_of_type(type_: str) -> str:
    """The local name that a resource type implies: `aws` of `aws_vpc`."""
    return type_.split("_", 1)[0]


def _for_version(packs: list[tuple[Version, Path]], wanted: Version) -> tuple[Path, bool]:
    """The pack for an exact version, and whether what it says holds for that version.

    Within a major version providers only add, so a newer pack of the same major knows everything
    that the wanted version has; an older one may not.
    """
    same_major = [pack for pack in packs if pack[0].major == wanted.major]
    not_older = [pack for pack in same_major if wanted <= pack[0]]
    if not_older:
        return not_older[-1][1], True
    if same_major:
        return same_major[0][1], False
    return min(packs, key=lambda pack: abs(pack[0].major - wanted.major))[1], False


def _for_constraint(packs: list[tuple[Version, Path]], constraint: Constraint) -> tuple[Path, bool]:
    """The newest pack that a constraint allows, or the one nearest to what it starts from."""
    for version, file in packs:
        if constraint.allows(version):
            return file, True
    base = constraint.base
    return (packs[0][1], False) if base is None else _for_version(packs, base)
