"""Fixes for all findings of a block, a file or a module, each verified on top of those before it.

Every finding is fixed as a whole or not at all, and the result is one change. A fix never adds a
finding, so there are fewer after each and the search comes to an end.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.edits import TextEdit, line_edits
from terraformer_ls.propose.evidence import identity
from terraformer_ls.propose.extent import Extent
from terraformer_ls.propose.fix import AskModel, propose_fixes
from terraformer_ls.propose.proposal import Edits, Proposal
from terraformer_ls.verify.findings import Finding, Severity
from terraformer_ls.verify.report import Report
from terraformer_ls.workspace.snapshot import Snapshot

_TRIES_IN_VAIN = 3
"""Answers of the model in a row that did not hold, after which it is no longer waited for."""

OnProgress = Callable[[str, float | None], None]
"""Told what is being done, and how much of all is done, of 1 (None where that is unknown)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One accepted fix, and the snapshot it was made from."""

    finding: Finding
    proposal: Proposal
    before: Snapshot


@dataclass(frozen=True, slots=True)
class FixedAll:
    """What came of fixing everything.

    Attributes:
        before: the snapshot without the fixes.
        after: the same with all of them.
        report: what all stages say about `after`.
        steps: the fixes, in order.
        found: how many findings there were.
        left: findings that no candidate removed without breaking the accept rule.
    """

    before: Snapshot
    after: Snapshot
    report: Report
    steps: tuple[Step, ...]
    found: int
    left: tuple[Finding, ...]

    @property
    def edits(self) -> Edits:
        """All fixes as one change of `before`."""
        return edits_between(self.before, self.after)

    @property
    def fixed_rules(self) -> tuple[str, ...]:
        """The rules of the findings that are gone: one fix may serve several."""
        rules = (rule for step in self.steps for rule in step.proposal.evidence.fixes)
        return tuple(dict.fromkeys(rules))

    @property
    def sentence(self) -> str:
        """What was fixed and what is left, in one line."""
        fixed = f"{self.found - len(self.left)} of {self.found} findings fixed"
        return f"{fixed}; {len(self.left)} left as they are" if self.left else fixed


def fix_all(
    engine: Engine,
    snapshot: Snapshot,
    extent: Extent,
    *,
    rules: Collection[str] = (),
    use_model: bool = True,
    cancellation: Cancellation | None = None,
    on_progress: OnProgress | None = None,
) -> FixedAll:
    """The snapshot with every fix within the extent that holds, to a fixed point.

    A finding without a fix is tried once more when others were fixed since: what it needs may be
    there by then. The model is asked only where no recipe holds.

    Args:
        engine: what verifies and what writes.
        snapshot: the files.
        extent: whose findings are to be fixed; their fixes may touch or add what lies beside.
        rules: only findings of these rules; all where none is given.
        use_model: whether the model is asked at all.
        cancellation: stops verification and decoding.
        on_progress: told before each finding.

    Raises:
        Cancelled: the cancellation was requested.
    """
    cancellation = cancellation or Cancellation()
    say = on_progress or _nothing
    before, steps = snapshot, list[Step]()
    given_up: dict[tuple[str, str, str, str], int] = {}
    in_vain, found = 0, -1
    while True:
        report = engine.verify(snapshot, cancellation=cancellation)
        left = tuple(
            finding
            for finding in report.findings
            if finding.severity is not Severity.HINT
            and (not rules or finding.rule in rules)
            and extent.covers(snapshot, finding)
        )
        found = len(left) if found < 0 else found
        finding = _next(left, given_up, len(steps))
        if finding is None:
            return FixedAll(before, snapshot, report, tuple(steps), found, left)
        tried = identity(finding) in given_up
        say(
            f"fixing {finding.rule} at {finding.address or finding.file} ({len(left)} left)",
            (len(steps) + len(given_up)) / (len(steps) + max(len(left), len(given_up) + 1)),
        )
        asks = use_model and not tried and in_vain < _TRIES_IN_VAIN
        proposals = propose_fixes(
            engine,
            snapshot,
            finding,
            report=report,
            ask_model=AskModel.WHERE_NO_RECIPE_HOLDS if asks else AskModel.NEVER,
            cancellation=cancellation,
        )
        if not proposals:
            in_vain += asks
            given_up[identity(finding)] = len(steps)
            continue
        if proposals[0].llm:
            in_vain = 0
        given_up.pop(identity(finding), None)
        steps.append(Step(finding, proposals[0], snapshot))
        snapshot = snapshot.with_edits(proposals[0].edits)


def edits_between(before: Snapshot, after: Snapshot) -> Edits:
    """The edits, by path, that turn one snapshot into another."""
    edits: dict[str, tuple[TextEdit, ...]] = {}
    for path, document in after.files.items():
        text = before.files[path].text if path in before.files else b""
        if text != document.text:
            edits[path] = line_edits(text, document.text)
    return edits


def _next(
    left: tuple[Finding, ...], given_up: dict[tuple[str, str, str, str], int], steps: int
) -> Finding | None:
    """A finding that was not tried yet; else one that was, when something was fixed since."""
    fresh = next((f for f in left if identity(f) not in given_up), None)
    if fresh is not None:
        return fresh
    return next((f for f in left if given_up[identity(f)] < steps), None)


def _nothing(_: str, __: float | None) -> None:
    return None
