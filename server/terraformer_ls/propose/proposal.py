"""What is proposed to a user: a change, who made it, and what was checked about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.verify.findings import Stage

Edits = Mapping[str, tuple[TextEdit, ...]]
"""Edits by path relative to the snapshot's root; spans are those of the snapshot's texts."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A change that nobody has verified yet, and that no user ever sees as it is.

    Attributes:
        title: what it does, in the imperative ("Set `encrypted` to true").
        edits: the change.
        made_by: "recipe" or the model's name.
    """

    title: str
    edits: Edits
    made_by: str = "recipe"

    @property
    def size(self) -> int:
        """How many characters it removes and adds: of two good changes the smaller is better."""
        return sum(
            len(edit.new_text) + edit.span.end - edit.span.start
            for edits in self.edits.values()
            for edit in edits
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a proposal may be trusted, and how far.

    Attributes:
        fixes: the rules whose findings are gone.
        passed: stages that passed, with the number of policies looked at.
        unchanged: stages that had findings before and have no new one.
        not_checked: stages that could not run, each with its reason.
        lines_changed: lines removed or added, a changed line counting once.
        made_by: "recipe" or the model's name.
        adds: rules that the change displeases, where the request itself asked for it.
    """

    fixes: tuple[str, ...]
    passed: tuple[tuple[Stage, int], ...]
    unchanged: tuple[tuple[Stage, int], ...]
    not_checked: tuple[tuple[Stage, str], ...]
    lines_changed: int
    made_by: str
    adds: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The evidence in one line: what was fixed, what passes, what was not checked."""
        parts: list[str] = []
        if self.fixes:
            parts.append(f"fixes {_listed(self.fixes)}")
        if self.adds:
            parts.append(f"adds {_listed(self.adds)} with it")
        if self.passed:
            names = [_stage_name(stage, applied) for stage, applied in self.passed]
            verb = "passes" if len(names) == 1 and not names[0].endswith("policies") else "pass"
            parts.append(f"{_listed(names)} {verb}")
        if self.unchanged:
            names = [str(stage) for stage, _ in self.unchanged]
            other = "other " if self.adds else ""
            parts.append(f"no {other}new finding in {_listed(names)}")
        if self.not_checked:
            parts.append(f"not checked: {_listed([str(stage) for stage, _ in self.not_checked])}")
        if self.lines_changed:
            lines = "line" if self.lines_changed == 1 else "lines"
            parts.append(f"{self.lines_changed} {lines} changed")
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A verified change, ready to be shown."""

    title: str
    edits: Edits
    evidence: Evidence

    @property
    def llm(self) -> bool:
        """Whether a language model wrote it."""
        return self.evidence.made_by != "recipe"


def _stage_name(stage: Stage, applied: int) -> str:
    return f"{applied} policies" if stage is Stage.POLICY and applied else str(stage)


def _listed(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
