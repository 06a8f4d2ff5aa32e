"""Which Rego policies judge: those that the settings choose among ours, and the user's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from terraformer_ls.policy.rego.packs import Packs, Policy, read_packs, shipped_folder
from terraformer_ls.settings import Settings


def chosen_packs(settings: Settings) -> Packs:
    """The shipped packs that are switched on and all policies of the user's folders.

    Where two packages use one id, the user's own policy is the one that is evaluated.
    """
    patterns = settings.policy_packs
    shipped = shipped_folder()
    names = sorted({name for name in _names(shipped) if _matches(name, patterns)})
    ours = read_packs([shipped], packs=names)
    theirs = read_packs(user_folders(settings))
    problems = [
        f"there is no policy pack {pattern}"
        for pattern in patterns
        if pattern != "*" and not any(_matches(name, [pattern]) for name in _names(shipped))
    ]
    policies = {policy.id: policy for policy in ours.policies}
    doubled = [policy for policy in theirs.policies if _differs(policy, policies.get(policy.id))]
    problems += (f"{policy.id} is {policy.file}'s, not TerraFormer's own" for policy in doubled)
    replaced = {policy.id for policy in doubled}
    kept = (policy for policy in ours.policies if policy.id not in replaced)
    return Packs(
        (*kept, *theirs.policies),
        (*ours.libraries, *theirs.libraries),
        {**ours.data, **theirs.data},
        (*ours.problems, *theirs.problems, *problems),
    )


def user_folders(settings: Settings) -> tuple[Path, ...]:
    """The folders of the user's own policies, as absolute paths."""
    return tuple(Path(folder).expanduser().absolute() for folder in settings.policy_folders)


def stamp(folders: Sequence[Path]) -> tuple[tuple[str, int, int], ...]:
    """Changes whenever a policy below the folders is written, added or removed."""
    return tuple(sorted(_stamps(folders)))


def _stamps(folders: Sequence[Path]) -> Iterator[tuple[str, int, int]]:
    for folder in folders:
        for file in folder.rglob("*"):
            if file.suffix in (".rego", ".json", ".yaml", ".yml"):
                try:
                    about = file.stat()
                except OSError:
                    continue
                yield str(file), about.st_mtime_ns, about.st_size


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []


def _matches(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _differs(policy: Policy, other: Policy | None) -> bool:
    return other is not None and other.package != policy.package
